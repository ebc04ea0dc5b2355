package io.keymend.seal;

import java.util.Base64;
import java.util.HexFormat;

/// Bytes 5 to 36 of a KMS blob: they identify the key material that sealed it.
///
/// Equal for every value sealed by one key material, different after rotation, shared by the
/// replicas of a multi-Region key. It groups rows and saves probes; it never proves a row. Measured
/// on real blobs; AWS documents only that the header holds the backing key's identifier
/// (docs.aws.amazon.com/kms/latest/cryptographic-details/customer-data-operations.html).
public record Fingerprint(long a, long b, long c, long d) {
    /// How many bytes it has.
    public static final int LENGTH = 32;

    private static final int BASE64_START = 6;
    private static final int BASE64_LENGTH = 44;

    /// Reads 32 bytes from an offset.
    public static Fingerprint at(byte[] bytes, int offset) {
        return new Fingerprint(
                word(bytes, offset),
                word(bytes, offset + 8),
                word(bytes, offset + 16),
                word(bytes, offset + 24));
    }

    /// Reads it as hexadecimal.
    ///
    /// @throws IllegalArgumentException where the text is not 64 hex digits
    public static Fingerprint ofHex(String hex) {
        if (hex.length() != 2 * LENGTH) {
            throw new IllegalArgumentException(
                    "a fingerprint has 64 hex digits, not " + hex.length());
        }
        return at(HexFormat.of().parseHex(hex), 0);
    }

    /// Reads characters 7 to 50 of a blob in base64, which hold the fingerprint and nothing that
    /// varies.
    ///
    /// @throws IllegalArgumentException where no blob has these 44 characters there
    public static Fingerprint ofBase64Middle(String middle) {
        if (middle.length() != BASE64_LENGTH) {
            throw new IllegalArgumentException(
                    "a blob's base64 has 44 fingerprint characters, not " + middle.length());
        }
        Fingerprint fingerprint = at(Base64.getDecoder().decode("AAAAAA" + middle + "AA"), 5);
        if (!fingerprint.base64Middle().equals(middle)) {
            throw new IllegalArgumentException("the bytes around the fingerprint are not a blob's");
        }
        return fingerprint;
    }

    /// The characters 7 to 50 that a blob of this fingerprint has in base64.
    public String base64Middle() {
        byte[] blob = new byte[39];
        blob[4] = 0x78;
        System.arraycopy(bytes(), 0, blob, 5, LENGTH);
        return Base64.getEncoder()
                .encodeToString(blob)
                .substring(BASE64_START, BASE64_START + BASE64_LENGTH);
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    /// The first eight hex digits, for people.
    public String brief() {
        return hex().substring(0, 8);
    }

    private byte[] bytes() {
        byte[] bytes = new byte[LENGTH];
        put(bytes, 0, a);
        put(bytes, 8, b);
        put(bytes, 16, c);
        put(bytes, 24, d);
        return bytes;
    }

    private static long word(byte[] bytes, int offset) {
        long word = 0;
        for (int i = 0; i < 8; i++) {
            word = word << 8 | (bytes[offset + i] & 0xff);
        }
        return word;
    }

    private static void put(byte[] bytes, int offset, long word) {
        for (int i = 0; i < 8; i++) {
            bytes[offset + i] = (byte) (word >>> (56 - 8 * i));
        }
    }

    @Override
    public String toString() {
        return hex();
    }
}
