package io.keymend.aead;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Seals values as Semaphore does under one key, and puts what another key sealed under it.
///
/// What it seals it opens again and compares before anybody gets it. Plaintexts stay in arrays that
/// are cleared. Not for two threads at once.
public final class SecretSealer {
    private final KeyCandidate key;
    private final SecureRandom random;
    private final Workbench bench = new Workbench();
    private final Workbench check = new Workbench();

    /// @param key belongs to the caller, who closes it
    /// @throws IllegalArgumentException where that is no key
    public SecretSealer(KeyCandidate key) {
        this(key, new SecureRandom());
    }

    SecretSealer(KeyCandidate key, SecureRandom random) {
        if (!key.isUsable()) {
            throw new IllegalArgumentException("nothing can be sealed with " + key.ref().name());
        }
        this.key = key;
        this.random = random;
    }

    /// What came of one stored value.
    public sealed interface Answer {
        /// It is to be stored instead.
        record Sealed(String secret) implements Answer {
            @Override
            public String toString() {
                return "Sealed[" + secret.length() + " characters]";
            }
        }

        /// The key opens it already.
        record Already() implements Answer {}

        /// It stays as it is.
        ///
        /// @param why without any value
        record Left(String why) implements Answer {}
    }

    /// Seals anew what `old` sealed, with an id of the key before it where there was one. A value
    /// that is not sealed here is left: an empty one, one in another store, a private key in clear.
    public Answer reseal(StoredSecret row, KeyCandidate old) {
        if (old.sameKey(key)) {
            throw new IllegalArgumentException("both are the same key: " + key.ref().name());
        }
        if (!row.storage().isEmpty()) {
            return new Answer.Left("another store holds it");
        }
        String stored = row.secret();
        if (stored == null || stored.isEmpty()) {
            return new Answer.Left("it is empty");
        }
        if (stored.endsWith("\n") && row.type() != SecretType.OPTION) {
            return new Answer.Left("it is a private key in clear and not sealed");
        }
        try {
            return sealed(stored, old);
        } finally {
            bench.clear();
        }
    }

    private Answer sealed(String stored, KeyCandidate old) {
        String id = KeyId.of(stored);
        if (bench.load(stored, id.isEmpty() ? 0 : id.length() + 1) < 0) {
            return new Answer.Left("it is not base64");
        }
        int size = isFor(old, id) ? bench.open(old) : -1;
        if (size >= 0) {
            return new Answer.Sealed(seal(bench.plain(), size, !id.isEmpty()));
        }
        if (isFor(key, id) && bench.opens(key)) {
            return new Answer.Already();
        }
        return new Answer.Left(
                isFor(old, id) || isFor(key, id)
                        ? "its key does not open it"
                        : "it names the key " + id);
    }

    /// Semaphore tries no other key than the one a value names.
    private static boolean isFor(KeyCandidate candidate, String id) {
        return id.isEmpty() || id.equals(candidate.ref().keyId());
    }

    /// Seals a plaintext, with an id of the key before it where a stored value has one.
    ///
    /// @param plaintext stays the caller's to clear
    public String sealInPlaceOf(String stored, byte[] plaintext) {
        return seal(plaintext, !KeyId.of(stored).isEmpty());
    }

    /// Seals a plaintext, which stays the caller's to clear.
    ///
    /// @param named whether the value begins with the key's id
    public String seal(byte[] plaintext, boolean named) {
        return seal(plaintext, plaintext.length, named);
    }

    private String seal(byte[] plain, int size, boolean named) {
        byte[] nonce = new byte[AesGcm.NONCE];
        random.nextBytes(nonce);
        byte[] blob = Arrays.copyOf(nonce, size + AesGcm.LEAST);
        if (!(key.material() instanceof Material.Usable(var cipher))
                || cipher.seal(plain, size, blob) != blob.length) {
            throw new IllegalStateException("nothing was sealed with " + key.ref().name());
        }
        String text = new String(Base64.getEncoder().encode(blob), StandardCharsets.ISO_8859_1);
        String id = named ? key.ref().keyId() : "";
        String stored = id.isEmpty() ? text : id + ":" + text;
        requireSame(stored, id, plain, size);
        return stored;
    }

    /// Opens it as Semaphore will.
    private void requireSame(String stored, String id, byte[] plain, int size) {
        try {
            boolean same =
                    KeyId.of(stored).equals(id)
                            && check.load(stored, stored.indexOf(':') + 1) >= 0
                            && check.open(key) == size
                            && Arrays.equals(check.plain(), 0, size, plain, 0, size);
            if (!same) {
                throw new IllegalStateException("what was sealed does not open to the same");
            }
        } finally {
            check.clear();
        }
    }

    /// The arrays through which plaintexts go.
    List<byte[]> arrays() {
        return List.of(bench.plain(), check.plain());
    }

    /// The name of its key.
    @Override
    public String toString() {
        return "SecretSealer[" + key.ref().name() + "]";
    }
}
