package io.keymend.evidence;

import io.keymend.seal.Fingerprint;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// The calls to KMS that an attribution may make: one for each fingerprint, kept for it while it is
/// open, and one for each key on record, to be spent where it helps. No call is ever added.
final class CallBudget {
    private final Set<Fingerprint> kept;
    private int spare;

    CallBudget(Collection<Fingerprint> fingerprints, int keys) {
        this.kept = new HashSet<>(fingerprints);
        this.spare = keys;
    }

    /// Takes a call that is kept for no fingerprint; false where none is left.
    boolean spend() {
        if (spare == 0) {
            return false;
        }
        spare--;
        return true;
    }

    /// Takes the call kept for this fingerprint, or else any other.
    boolean spendFor(Fingerprint fingerprint) {
        return kept.remove(fingerprint) || spend();
    }

    /// The fingerprint needs its call no more: any other may have it.
    void free(Fingerprint fingerprint) {
        if (kept.remove(fingerprint)) {
            spare++;
        }
    }
}
