package io.keymend.aead;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// A key that may be the right one, known by its name.
///
/// The text and the key stand in arrays of this object that [#close] clears; afterwards it opens
/// nothing. Not for two threads at once.
public final class KeyCandidate implements AutoCloseable {
    private static final int ID_BYTES = 8;

    private final byte[] text;
    private final byte[] key;
    private final Material material;
    private final KeyRef ref;
    private boolean closed;

    private KeyCandidate(String name, Origin origin, String repairOf, byte[] text) {
        this.text = text;
        byte[] room = new byte[GoBase64.room(text.length)];
        int size = GoBase64.decode(text, 0, text.length, room);
        this.key = size > 0 ? Arrays.copyOf(room, size) : new byte[0];
        Arrays.fill(room, (byte) 0);
        this.material = material(text.length, size);
        String id = key.length == 0 ? "" : id(key);
        this.ref = new KeyRef(name, origin, id, repairOf, PublicKeys.has(id));
    }

    /// Takes the array over: the key as it stands in the configuration, empty where none is set.
    public static KeyCandidate of(String name, Origin origin, byte[] text) {
        return new KeyCandidate(name, origin, "", text);
    }

    /// This key after `changes`. Takes the array over.
    KeyCandidate repaired(String changes, byte[] repairedText) {
        String name = ref.name() + " with " + changes;
        return new KeyCandidate(name, Origin.REPAIR, ref.name(), repairedText);
    }

    private Material material(int characters, int size) {
        if (characters == 0) {
            return new Material.NotSet();
        }
        if (size < 0) {
            return new Material.NotBase64(~size);
        }
        return isSize(size)
                ? new Material.Usable(new AesGcm(new ClearableKey(key)))
                : new Material.WrongSize(size);
    }

    /// Whether AES has keys of so many bytes.
    static boolean isSize(int bytes) {
        return bytes == 16 || bytes == 24 || bytes == 32;
    }

    /// Everything about it that may be told.
    public KeyRef ref() {
        return ref;
    }

    /// Whether it is a key at all.
    public boolean isUsable() {
        return !closed && material instanceof Material.Usable;
    }

    /// Whether it says that nothing is sealed.
    public boolean isNotSet() {
        return material instanceof Material.NotSet;
    }

    /// Whether both open the same.
    boolean sameKey(KeyCandidate other) {
        return key.length > 0 && MessageDigest.isEqual(key, other.key);
    }

    Material material() {
        if (closed) {
            throw new IllegalStateException("the key " + ref.name() + " was cleared");
        }
        return material;
    }

    /// The array itself, which is cleared when the candidate is closed.
    byte[] text() {
        return text;
    }

    /// The array itself, which is cleared when the candidate is closed.
    byte[] key() {
        return key;
    }

    private static String id(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOf(digest, ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        if (material instanceof Material.Usable(var cipher)) {
            cipher.close();
        }
        Arrays.fill(key, (byte) 0);
        Arrays.fill(text, (byte) 0);
    }

    /// Its name.
    @Override
    public String toString() {
        return ref.name();
    }
}
