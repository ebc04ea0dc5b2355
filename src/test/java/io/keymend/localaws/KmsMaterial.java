package io.keymend.localaws;

import java.security.SecureRandom;
import java.util.HexFormat;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// One backing key: the AES key itself, and the fingerprint its blobs carry.
final class KmsMaterial {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey key = new SecretKeySpec(random(32), "AES");
    private final byte[] fingerprint = random(32);
    private final String id = HexFormat.of().formatHex(random(32));

    SecretKey key() {
        return key;
    }

    byte[] fingerprint() {
        return fingerprint.clone();
    }

    /// The `KeyMaterialId` of the answers. Like the real one it has nothing to do with the
    /// fingerprint.
    String id() {
        return id;
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
