package io.keymend.aead;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Does with one row after another what Semaphore does, in its order, and says where it ends.
///
/// Not for two threads at once.
public final class SecretReader {
    private final List<KeyCandidate> keys;
    private final Workbench bench = new Workbench();
    private @Nullable KeyCandidate opener;

    /// Reads with the keys that Semaphore has.
    public SecretReader(Keyring ring) {
        this.keys = ring.inUse();
    }

    public Outcome read(StoredSecret row) {
        try {
            return begin(row);
        } finally {
            bench.clear();
        }
    }

    /// As [#read], and leaves the decoded value on the bench.
    Outcome begin(StoredSecret row) {
        opener = null;
        if (!row.storage().isEmpty()) {
            return new Outcome.External(row.storage());
        }
        String stored = row.secret();
        if (stored == null || stored.isEmpty()) {
            return new Outcome.Empty();
        }
        if (row.expired()) {
            return new Outcome.Expired();
        }
        if (stored.endsWith("\n") && row.type() != SecretType.OPTION) {
            return new Outcome.LegacyPlaintext(row.type() == SecretType.SSH);
        }
        return sealed(stored, row.type());
    }

    private Outcome sealed(String stored, SecretType type) {
        String id = KeyId.of(stored);
        KeyCandidate named = Keyring.named(id, keys);
        if (!id.isEmpty() && named == null) {
            return new Outcome.UnknownKeyId(id);
        }
        int size = load(stored);
        if (size < 0) {
            return new Outcome.CiphertextNotBase64(~size);
        }
        return opened(id.isEmpty() || named == null ? keys : List.of(named), type);
    }

    /// Puts the value on the bench; negative is the complement of Go's offset.
    int load(String stored) {
        String id = KeyId.of(stored);
        return bench.load(stored, id.isEmpty() ? 0 : id.length() + 1);
    }

    /// The first key that opens it, else what the last one says.
    private Outcome opened(List<KeyCandidate> tried, SecretType type) {
        Outcome last = null;
        for (KeyCandidate key : tried) {
            last = bench.attempt(key, type);
            if (isOpen(last)) {
                opener = key;
                return last;
            }
        }
        return last == null ? bench.unsealed(type) : last;
    }

    private static boolean isOpen(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Opened _, Outcome.NotJson _, Outcome.WrongJson _ -> true;
            case Outcome.External _,
                    Outcome.Empty _,
                    Outcome.Expired _,
                    Outcome.LegacyPlaintext _,
                    Outcome.UnknownKeyId _,
                    Outcome.CiphertextNotBase64 _,
                    Outcome.KeyNotBase64 _,
                    Outcome.KeySize _,
                    Outcome.TooShort _,
                    Outcome.Refused _ ->
                    false;
        };
    }

    /// The key that opened the row, null where none did.
    @Nullable KeyCandidate opener() {
        return opener;
    }

    Workbench bench() {
        return bench;
    }
}
