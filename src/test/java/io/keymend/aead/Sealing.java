package io.keymend.aead;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals as Semaphore does, by the JDK alone.
final class Sealing {
    static final String LOGIN = "{\"login\":\"deploy\",\"password\":\"hunter-two\"}";

    private Sealing() {}

    static byte[] bytes(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    static String key(Random random, int size) {
        return base64(bytes(random, size));
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static String plain(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] blob(Random random, String key, byte[] plaintext) {
        byte[] nonce = bytes(random, 12);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(Base64.getMimeDecoder().decode(key), "AES"),
                    new GCMParameterSpec(128, nonce));
            byte[] sealed = cipher.doFinal(plaintext);
            byte[] blob = Arrays.copyOf(nonce, 12 + sealed.length);
            System.arraycopy(sealed, 0, blob, 12, sealed.length);
            return blob;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String seal(Random random, String key, String plaintext) {
        return base64(blob(random, key, plaintext.getBytes(StandardCharsets.UTF_8)));
    }

    static KeyCandidate candidate(String name, Origin origin, String text) {
        return KeyCandidate.of(name, origin, text.getBytes(StandardCharsets.UTF_8));
    }

    static StoredSecret row(SecretType type, String secret) {
        return StoredSecret.of("7", "deploy key", type, secret);
    }
}
