package io.keymend.aead;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The keys Semaphore has, and the keys it may have had. It owns them and clears them when closed.
public final class Keyring implements AutoCloseable {
    private final List<KeyCandidate> inUse;
    private final List<KeyCandidate> others;
    private final List<KeyCandidate> owned = new ArrayList<>();

    private Keyring(List<KeyCandidate> inUse, List<KeyCandidate> others) {
        this.inUse = List.copyOf(inUse);
        this.others = List.copyOf(others);
    }

    /// Only the keys Semaphore has, in the order it tries them. An empty text, or none at all, is
    /// no key set.
    public static Keyring of(List<KeyCandidate> inUse) {
        Keyring ring = new Keyring(inUse, List.of());
        ring.owned.addAll(inUse);
        return ring;
    }

    /// The keys Semaphore has; then the others known, what all of them may stand for, and the keys
    /// everybody knows. Where two open the same, the one named first is kept.
    public static Keyring of(List<KeyCandidate> inUse, List<KeyCandidate> known) {
        List<KeyCandidate> all = new ArrayList<>(inUse);
        all.addAll(known);
        List<KeyCandidate> repairs = all.stream().flatMap(k -> Repairs.of(k).stream()).toList();
        all.addAll(repairs);
        all.addAll(PublicKeys.candidates());
        List<KeyCandidate> others = new ArrayList<>();
        for (KeyCandidate key : all.subList(inUse.size(), all.size())) {
            boolean repeated = Stream.concat(inUse.stream(), others.stream()).anyMatch(key::sameKey);
            if (key.isUsable() && !repeated) {
                others.add(key);
            }
        }
        Keyring ring = new Keyring(inUse, others);
        ring.owned.addAll(all);
        return ring;
    }

    /// The keys that Semaphore would try, empty where none is set.
    List<KeyCandidate> inUse() {
        return inUse.stream().filter(key -> !key.isNotSet()).toList();
    }

    /// The keys it would not try, each usable and each different.
    List<KeyCandidate> others() {
        return others;
    }

    /// The key that a value's id names.
    static @Nullable KeyCandidate named(String keyId, List<KeyCandidate> keys) {
        return keys.stream()
                .filter(key -> key.ref().keyId().equals(keyId))
                .findFirst()
                .orElse(null);
    }

    /// What Semaphore has, by name.
    public List<KeyRef> refsInUse() {
        return inUse.stream().map(KeyCandidate::ref).toList();
    }

    /// What else is tried, by name.
    public List<KeyRef> refsOfOthers() {
        return others.stream().map(KeyCandidate::ref).toList();
    }

    /// What Semaphore has to open rows with.
    public KeyUse use() {
        if (inUse().isEmpty()) {
            return KeyUse.NOT_SET;
        }
        return inUse().stream().anyMatch(KeyCandidate::isUsable) ? KeyUse.SET : KeyUse.UNUSABLE;
    }

    @Override
    public void close() {
        owned.forEach(KeyCandidate::close);
    }

    @Override
    public String toString() {
        return "Keyring[inUse=" + inUse + ", others=" + others + "]";
    }
}
