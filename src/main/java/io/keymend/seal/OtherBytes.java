package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Names bytes that no KMS key sealed, by how they begin.
final class OtherBytes {
    private static final int UUID_LENGTH = 36;
    private static final int GOOGLE_KEY_END = 38;
    private static final int FERNET_OVERHEAD = 57;
    private static final int MONGO_OVERHEAD = 66;

    private OtherBytes() {}

    /// Null where nothing is known that begins so.
    static @Nullable ValueReading read(byte[] bytes) {
        if (isLocalKms(bytes) || isUuidCipher(bytes)) {
            return named(Format.EMULATOR, "a ciphertext of a KMS emulator");
        }
        if (bytes.length > GOOGLE_KEY_END
                && begins(bytes, 0x0a, 0x24, 0x00)
                && bytes[GOOGLE_KEY_END] == 0x12) {
            return named(Format.GOOGLE_KMS, "a ciphertext of Google Cloud KMS");
        }
        if (isOpenPgp(bytes)) {
            return named(Format.OPENPGP, "an OpenPGP message");
        }
        if (isFernet(bytes)) {
            return named(Format.FERNET, "a Fernet token");
        }
        if (Bytes.startsWith(bytes, "age-encryption.org/v1")) {
            return named(Format.AGE, "an age file");
        }
        if (isFile(bytes)) {
            return new ValueReading(
                    Format.FILE, Storage.BYTES, List.of(), List.of(), Structure.PLAIN);
        }
        return isMongoField(bytes)
                ? named(Format.MONGODB_FIELD, "a MongoDB field sealed by a data key")
                : null;
    }

    static ValueReading named(Format format, String what) {
        return new ValueReading(
                format, Storage.BYTES, List.of(), List.of(), new Structure.NotKms(what));
    }

    private static boolean isLocalKms(byte[] bytes) {
        return bytes.length > 13
                && bytes[0] > 12
                && Bytes.startsWith(bytes, (char) bytes[0] + "arn:aws:kms:");
    }

    /// A key's id in text, then nonce, tag and ciphertext.
    private static boolean isUuidCipher(byte[] bytes) {
        if (bytes.length < UUID_LENGTH + 28) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? bytes[i] != '-' : Character.digit(bytes[i], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /// A session key packet of RFC 4880: under a pass phrase, or under a public key.
    private static boolean isOpenPgp(byte[] bytes) {
        boolean symmetric =
                bytes.length > 16
                        && (begins(bytes, 0xc3) || begins(bytes, 0x8c))
                        && bytes[1] >= 4
                        && bytes[1] < 60
                        && (bytes[2] == 4 || bytes[2] == 5)
                        && bytes[3] > 0
                        && bytes[3] < 14;
        boolean newKey =
                bytes.length > 60 && begins(bytes, 0xc1) && bytes[1] < -32 && bytes[3] == 3;
        boolean oldKey = bytes.length > 60 && begins(bytes, 0x85) && bytes[3] == 3;
        return symmetric || newKey || oldKey;
    }

    /// Version, time in seconds until the year 2106, nonce, blocks, HMAC.
    private static boolean isFernet(byte[] bytes) {
        return bytes.length > FERNET_OVERHEAD
                && begins(bytes, 0x80, 0, 0, 0, 0)
                && (bytes.length - FERNET_OVERHEAD) % 16 == 0;
    }

    /// Algorithm, data key's UUID of version 4, BSON type, nonce, blocks, HMAC.
    private static boolean isMongoField(byte[] bytes) {
        return bytes.length > MONGO_OVERHEAD
                && (bytes[0] == 1 || bytes[0] == 2)
                && (bytes[7] & 0xf0) == 0x40
                && (bytes[9] & 0xc0) == 0x80
                && bytes[17] > 0
                && bytes[17] < 0x14
                && (bytes.length - MONGO_OVERHEAD) % 16 == 0;
    }

    private static boolean isFile(byte[] bytes) {
        return begins(bytes, 0x89, 'P', 'N', 'G')
                || begins(bytes, 0xff, 0xd8, 0xff)
                || begins(bytes, 'G', 'I', 'F', '8')
                || begins(bytes, 'R', 'I', 'F', 'F')
                || begins(bytes, '%', 'P', 'D', 'F')
                || begins(bytes, 'P', 'K', 3, 4)
                || begins(bytes, 0, 0, 1, 0)
                || begins(bytes, 0x1f, 0x8b, 8);
    }

    private static boolean begins(byte[] bytes, int... octets) {
        if (bytes.length < octets.length) {
            return false;
        }
        for (int i = 0; i < octets.length; i++) {
            if ((bytes[i] & 0xff) != octets[i]) {
                return false;
            }
        }
        return true;
    }
}
