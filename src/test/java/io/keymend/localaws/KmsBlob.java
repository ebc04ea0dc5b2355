package io.keymend.localaws;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/// One ciphertext blob of the layout real symmetric keys write: header, nonce, DER, AES-256-GCM.
///
/// Header and encryption context are the additional authenticated data, so a change anywhere in the
/// blob shows.
final class KmsBlob {
    /// Real content is 27 octets longer than the plaintext: the tag of 16, and 11 nobody has
    /// documented.
    private static final byte[] INNER_PREFIX = new byte[11];

    private static final int TAG = 16;

    private final byte[] header;
    private final byte[] iv;
    private final byte[] content;

    private KmsBlob(byte[] header, byte[] iv, byte[] content) {
        this.header = header;
        this.iv = iv;
        this.content = content;
    }

    static byte[] seal(
            KmsGeneration generation,
            KmsOrigin origin,
            KmsMaterial material,
            byte[] plaintext,
            Map<String, String> context) {
        byte[] header = generation.header(origin, material.fingerprint());
        byte[] iv = KmsMaterial.random(12);
        byte[] inner = concat(INNER_PREFIX, plaintext);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, material, iv, header, context);
            byte[] der = KmsDer.write(iv, cipher.doFinal(inner));
            return concat(header, ByteBuffer.allocate(4).putInt(der.length).array(), der);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }

    /// Empty for anything that is not exactly one blob of generation 1 or 2.
    static Optional<KmsBlob> parse(byte[] bytes) {
        return KmsGeneration.of(bytes)
                .flatMap(generation -> parse(bytes, generation.headerLength()));
    }

    private static Optional<KmsBlob> parse(byte[] bytes, int headerLength) {
        byte[] der = Arrays.copyOfRange(bytes, headerLength + 4, bytes.length);
        if (ByteBuffer.wrap(bytes).getInt(headerLength) != der.length) {
            return Optional.empty();
        }
        return KmsDer.read(der)
                .map(read ->
                        new KmsBlob(Arrays.copyOf(bytes, headerLength), read.iv(), read.content()));
    }

    boolean isSealedBy(KmsMaterial material) {
        return MessageDigest.isEqual(Arrays.copyOfRange(header, 5, 37), material.fingerprint());
    }

    /// Empty when anything in the blob or the context differs from what was sealed.
    Optional<byte[]> open(KmsMaterial material, Map<String, String> context) {
        try {
            byte[] inner =
                    cipher(Cipher.DECRYPT_MODE, material, iv, header, context).doFinal(content);
            return Optional.of(Arrays.copyOfRange(inner, INNER_PREFIX.length, inner.length));
        } catch (AEADBadTagException _) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }

    private static Cipher cipher(
            int mode, KmsMaterial material, byte[] iv, byte[] header, Map<String, String> context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, material.key(), new GCMParameterSpec(TAG * 8, iv));
        cipher.updateAAD(header);
        cipher.updateAAD(canonical(context));
        return cipher;
    }

    /// Sorted by name, every string behind its length: equal contexts give equal bytes, others
    /// never do.
    private static byte[] canonical(Map<String, String> context) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Map.Entry<String, String> pair : new TreeMap<>(context).entrySet()) {
                for (String text : new String[] {pair.getKey(), pair.getValue()}) {
                    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                    out.writeInt(utf8.length);
                    out.write(utf8);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no array grew", e);
        }
        return bytes.toByteArray();
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
