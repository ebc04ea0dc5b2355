package io.keymend.evidence;

import io.keymend.denial.KeyArn;
import io.keymend.seal.Fingerprint;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// A memory of seals that lasts as long as the test.
final class SealsInMemory implements SeenSeals {
    final Map<Fingerprint, KeyArn> seen = new HashMap<>();

    @Override
    public Map<Fingerprint, KeyArn> of(Collection<Fingerprint> wanted) {
        Map<Fingerprint, KeyArn> known = new HashMap<>(seen);
        known.keySet().retainAll(wanted);
        return known;
    }

    @Override
    public void remember(Map<Fingerprint, KeyArn> news) {
        news.forEach(seen::putIfAbsent);
    }
}
