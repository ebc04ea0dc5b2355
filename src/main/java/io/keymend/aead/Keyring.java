package io.keymend.aead;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The keys Semaphore has, and the keys it may have had. It owns them and clears them when closed.
public final class Keyring implements AutoCloseable {
    private final List<KeyCandidate> inUse;
    private final List<KeyCandidate> set;
    private final List<KeyCandidate> others;
    private final List<KeyCandidate> owned = new ArrayList<>();

    private Keyring(List<KeyCandidate> inUse, List<KeyCandidate> others) {
        this.inUse = List.copyOf(inUse);
        this.set = inUse.stream().filter(key -> !key.isNotSet()).toList();
        this.others = List.copyOf(others);
    }

    /// Only the keys Semaphore has, in the order it tries them. An empty text, or none at all, is
    /// no key set.
    public static Keyring of(List<KeyCandidate> inUse) {
        return tried(inUse, List.of());
    }

    /// The keys Semaphore has; then the others known, what all of them may stand for, and the keys
    /// everybody knows. Where two open the same, the one named first is kept.
    public static Keyring of(List<KeyCandidate> inUse, List<KeyCandidate> known) {
        List<KeyCandidate> others = new ArrayList<>(known);
        Stream.concat(inUse.stream(), known.stream()).map(Repairs::of).forEach(others::addAll);
        others.addAll(PublicKeys.candidates());
        return tried(inUse, others);
    }

    /// The keys Semaphore has, and exactly these others where they are keys and not the same again.
    public static Keyring tried(List<KeyCandidate> inUse, List<KeyCandidate> others) {
        List<KeyCandidate> kept = new ArrayList<>();
        for (KeyCandidate key : others) {
            boolean repeated = Stream.concat(inUse.stream(), kept.stream()).anyMatch(key::sameKey);
            if (key.isUsable() && !repeated) {
                kept.add(key);
            }
        }
        Keyring ring = new Keyring(inUse, kept);
        ring.owned.addAll(inUse);
        ring.owned.addAll(others);
        return ring;
    }

    /// The keys that Semaphore would try, empty where none is set.
    List<KeyCandidate> inUse() {
        return set;
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

    /// The key that Semaphore seals with.
    public Optional<KeyCandidate> sealing() {
        return set.stream().filter(KeyCandidate::isUsable).findFirst();
    }

    /// The key of this id that Semaphore would not try. It stays the ring's to close.
    public Optional<KeyCandidate> notInUse(String keyId) {
        return Optional.ofNullable(named(keyId, others));
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
        if (set.isEmpty()) {
            return KeyUse.NOT_SET;
        }
        return set.stream().anyMatch(KeyCandidate::isUsable) ? KeyUse.SET : KeyUse.UNUSABLE;
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
