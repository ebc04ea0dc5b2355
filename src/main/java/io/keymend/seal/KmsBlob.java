package io.keymend.seal;

/// What the header of a KMS symmetric ciphertext says.
///
/// The layout is an observation, not a contract, so anything that differs from it is refused with
/// the reason and never guessed.
///
/// @param generation 1 or 2, by the age of the key material
/// @param operation 1 GenerateDataKey by length, 2 Encrypt or ReEncrypt, 3 GenerateDataKey by spec
public record KmsBlob(int generation, int operation, Fingerprint fingerprint) {
    /// Where the fingerprint begins.
    public static final int FINGERPRINT_OFFSET = 5;

    private static final int GENERATION_1_DER = 37;
    private static final int GENERATION_2_DER = 54;

    /// A blob, or the reason why the bytes are none.
    public sealed interface Parsed {
        record Blob(KmsBlob blob) implements Parsed {}

        /// Nothing about the bytes says KMS.
        record NotKms() implements Parsed {}

        /// The first bytes are a KMS blob's, the rest is not.
        record Damaged(String why) implements Parsed {}
    }

    /// Reads a whole blob. The length in its header must equal the bytes that follow.
    public static Parsed parse(byte[] bytes) {
        if (!looksLikeOne(bytes)) {
            return new Parsed.NotKms();
        }
        int generation = bytes[1];
        int operation = bytes[2];
        int der = generation == 1 ? GENERATION_1_DER : GENERATION_2_DER;
        if (bytes.length < der + 4) {
            return new Parsed.Damaged("cut off in its header: " + bytes.length + " bytes");
        }
        if (operation < 1 || operation > 3) {
            return new Parsed.Damaged("unknown operation " + operation);
        }
        if (generation == 2 && bytes[37] != 1) {
            return new Parsed.Damaged("byte 37 is not 1");
        }
        return sized(
                bytes,
                der,
                new KmsBlob(generation, operation, Fingerprint.at(bytes, FINGERPRINT_OFFSET)));
    }

    private static Parsed sized(byte[] bytes, int der, KmsBlob blob) {
        long declared = 0;
        for (int i = 0; i < 4; i++) {
            declared = declared << 8 | (bytes[der + i] & 0xff);
        }
        int present = bytes.length - der - 4;
        return declared == present
                ? new Parsed.Blob(blob)
                : new Parsed.Damaged(
                        "its header announces " + declared + " bytes and " + present + " follow");
    }

    private static boolean looksLikeOne(byte[] bytes) {
        return bytes.length >= FINGERPRINT_OFFSET
                && bytes[0] == 1
                && (bytes[1] == 1 || bytes[1] == 2)
                && bytes[3] == 0
                && bytes[4] == 0x78;
    }
}
