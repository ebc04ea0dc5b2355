package io.keymend.aead;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The arrays in which one value at a time is decoded and opened. They grow to the largest value
/// and are cleared after each.
final class Workbench {
    private byte[] blob = new byte[256];
    private byte[] plain = new byte[256];
    private int length;

    /// Decodes the stored text from `from` on; negative is the complement of the offset at which it
    /// is not base64. No character beyond Latin-1 is one of base64, so one byte each is enough to
    /// count to it.
    int load(String stored, int from) {
        clear();
        byte[] text = stored.getBytes(StandardCharsets.ISO_8859_1);
        int room = GoBase64.room(text.length - from);
        if (blob.length < room) {
            blob = new byte[room];
            plain = new byte[room];
        }
        int size = GoBase64.decode(text, from, text.length, blob);
        Arrays.fill(text, (byte) 0);
        length = size < 0 ? room : size;
        return size;
    }

    /// What Semaphore makes of the loaded value with this key.
    Outcome attempt(KeyCandidate key, SecretType type) {
        return switch (key.material()) {
            case Material.NotSet _ -> unsealed(type);
            case Material.NotBase64(var offset) -> new Outcome.KeyNotBase64(offset);
            case Material.WrongSize(var bytes) -> new Outcome.KeySize(bytes);
            case Material.Usable(var cipher) -> open(cipher, type);
        };
    }

    private Outcome open(AesGcm cipher, SecretType type) {
        if (length < AesGcm.NONCE) {
            return new Outcome.TooShort(length);
        }
        int size = cipher.open(blob, length, plain);
        return size < 0 ? new Outcome.Refused(length) : content(plain, size, type, true);
    }

    /// What Semaphore makes of it where no key is set.
    Outcome unsealed(SecretType type) {
        return content(blob, length, type, false);
    }

    private static Outcome content(byte[] bytes, int size, SecretType type, boolean sealed) {
        return type.isJson()
                ? JsonFields.read(bytes, size, type, sealed)
                : new Outcome.Opened(sealed, new Content.Text(size == 0));
    }

    boolean opens(KeyCandidate key) {
        return open(key) >= 0;
    }

    /// Opens the loaded value into [#plain] and answers the size of what was sealed, negative where
    /// the key does not open it.
    int open(KeyCandidate key) {
        return key.material() instanceof Material.Usable(var cipher)
                ? cipher.open(blob, length, plain)
                : -1;
    }

    /// Whether this key sealed what Semaphore writes for the type, whatever became of the rest.
    boolean began(KeyCandidate key, byte[] start) {
        return key.material() instanceof Material.Usable(var cipher)
                && cipher.begins(blob, length, start);
    }

    /// Whether there is room for nonce and tag.
    boolean isWhole() {
        return length >= AesGcm.LEAST;
    }

    /// Whether the value is what somebody wrote and nobody sealed.
    boolean isReadable(SecretType type) {
        return type.isJson()
                ? JsonFields.read(blob, length, type, false) instanceof Outcome.Opened
                : ReadableText.is(blob, length);
    }

    void clear() {
        Arrays.fill(blob, 0, length, (byte) 0);
        Arrays.fill(plain, 0, length, (byte) 0);
        length = 0;
    }

    /// The array itself.
    byte[] blob() {
        return blob;
    }

    /// The array itself.
    byte[] plain() {
        return plain;
    }
}
