package io.keymend.evidence;

import io.keymend.denial.KeyArn;
import io.keymend.seal.Fingerprint;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/// What KMS said of fingerprints: which key made one, and which keys did not. Neither can change
/// any more, so it may outlive an incident. Refusals and silences can, and are not kept.
final class SealMemory {
    private static final int MOST = 4_096;

    /// The key that made a fingerprint, and how that was known.
    record Made(KeyArn key, Sealer.Proof proof) {}

    private record Known(Optional<Made> made, Set<KeyArn> notBy) {}

    private final LinkedHashMap<Fingerprint, Known> known = new LinkedHashMap<>();

    synchronized void made(Fingerprint fingerprint, KeyArn key, Sealer.Proof proof) {
        keep(fingerprint, new Known(Optional.of(new Made(key, proof)), of(fingerprint).notBy));
    }

    synchronized void notMade(Fingerprint fingerprint, KeyArn key) {
        Set<KeyArn> keys = new HashSet<>(of(fingerprint).notBy);
        keys.add(key);
        keep(fingerprint, new Known(of(fingerprint).made, Set.copyOf(keys)));
    }

    private void keep(Fingerprint fingerprint, Known now) {
        known.putLast(fingerprint, now);
        if (known.size() > MOST) {
            known.pollFirstEntry();
        }
    }

    synchronized Optional<Made> maker(Fingerprint fingerprint) {
        return of(fingerprint).made;
    }

    /// Whether this key said that another made the fingerprint.
    synchronized boolean isNotBy(Fingerprint fingerprint, RecordedKey key) {
        return of(fingerprint).notBy.stream().anyMatch(key::is);
    }

    private Known of(Fingerprint fingerprint) {
        return known.getOrDefault(fingerprint, new Known(Optional.empty(), Set.of()));
    }
}
