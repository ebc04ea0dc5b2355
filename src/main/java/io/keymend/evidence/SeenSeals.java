package io.keymend.evidence;

import io.keymend.denial.KeyArn;
import io.keymend.seal.Fingerprint;

import java.util.Collection;
import java.util.Map;

/// What Keymend remembers of which key made which fingerprint. A key that is gone can no longer be
/// asked.
///
/// It only ever helps: where the memory does not answer, nothing is remembered.
public interface SeenSeals {
    /// The keys that were seen to make these fingerprints, as far as any were.
    Map<Fingerprint, KeyArn> of(Collection<Fingerprint> wanted);

    /// Keeps what this run saw. A fingerprint that is known already keeps its key.
    void remember(Map<Fingerprint, KeyArn> seen);

    /// The same memory, to which nothing is added.
    default SeenSeals asItIs() {
        SeenSeals known = this;
        return new SeenSeals() {
            @Override
            public Map<Fingerprint, KeyArn> of(Collection<Fingerprint> wanted) {
                return known.of(wanted);
            }

            @Override
            public void remember(Map<Fingerprint, KeyArn> seen) {}
        };
    }

    /// A memory that keeps nothing.
    static SeenSeals none() {
        return new SeenSeals() {
            @Override
            public Map<Fingerprint, KeyArn> of(Collection<Fingerprint> wanted) {
                return Map.of();
            }

            @Override
            public void remember(Map<Fingerprint, KeyArn> seen) {}
        };
    }
}
