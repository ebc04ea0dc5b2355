package io.keymend.aead;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/// One key's ciphers, kept for many values.
final class AesGcm {
    static final int NONCE = 12;
    static final int LEAST = 28;
    private static final int BLOCK = 16;

    private final ClearableKey key;
    private final Cipher gcm;
    private final Cipher block;
    private final byte[] counter = new byte[BLOCK];

    AesGcm(ClearableKey key) {
        this.key = key;
        try {
            gcm = Cipher.getInstance("AES/GCM/NoPadding");
            block = Cipher.getInstance("AES/ECB/NoPadding");
            block.init(Cipher.ENCRYPT_MODE, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES is not to be had", e);
        }
    }

    /// Opens nonce, ciphertext and tag into `out` and answers the size of what was sealed, negative
    /// where it does not open.
    int open(byte[] blob, int length, byte[] out) {
        if (length < LEAST) {
            return -1;
        }
        try {
            gcm.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, blob, 0, NONCE));
            return gcm.doFinal(blob, NONCE, length - NONCE, out, 0);
        } catch (AEADBadTagException _) {
            return -1;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused its input", e);
        }
    }

    /// Seals the first bytes of `plain` under the nonce that `out` begins with, behind it; answers
    /// the size of nonce, ciphertext and tag.
    int seal(byte[] plain, int length, byte[] out) {
        try {
            gcm.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, out, 0, NONCE));
            return NONCE + gcm.doFinal(plain, 0, length, out, NONCE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused its input", e);
        }
    }

    /// Whether the value would begin with `start` if its tag were not asked for: with ten bytes and
    /// more, only the key that sealed it does that.
    boolean begins(byte[] blob, int length, byte[] start) {
        if (length < LEAST + start.length) {
            return false;
        }
        System.arraycopy(blob, 0, counter, 0, NONCE);
        counter[BLOCK - 1] = 2;
        try {
            block.doFinal(counter, 0, BLOCK, counter, 0);
            int difference = 0;
            for (int i = 0; i < start.length; i++) {
                difference |= counter[i] ^ blob[NONCE + i] ^ start[i];
            }
            return difference == 0;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES refused a block", e);
        } finally {
            Arrays.fill(counter, (byte) 0);
        }
    }

    /// Clears the key, and takes it out of the ciphers.
    void close() {
        key.destroy();
        try {
            block.init(Cipher.ENCRYPT_MODE, key);
            gcm.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, new byte[NONCE]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES refused an empty key", e);
        }
    }
}
