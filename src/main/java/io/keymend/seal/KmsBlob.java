package io.keymend.seal;

import java.util.Arrays;

/// What the header of a KMS symmetric ciphertext says.
///
/// The layout is an observation, not a contract, so anything that differs from it is refused with
/// the reason and never guessed.
///
/// @param generation 0, 1 or 2, by the age of the key material
/// @param operation 1 GenerateDataKey by length, 2 Encrypt or ReEncrypt, 3 GenerateDataKey by spec
public record KmsBlob(int generation, int operation, Fingerprint fingerprint) {
    /// Where the fingerprint begins in a blob of generation 1 or 2.
    public static final int FINGERPRINT_OFFSET = 5;

    static final int GENERATION_1_DER = 37;
    static final int GENERATION_2_DER = 54;
    private static final int WRAPPER = 34;

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
        return parse(bytes, 0, bytes.length);
    }

    /// Reads the bytes in a range as a whole blob.
    static Parsed parse(byte[] bytes, int from, int to) {
        if (isBare(bytes, from, to)) {
            return bare(bytes, from, to);
        }
        return isWrapped(bytes, from, to) ? wrapped(bytes, from, to) : new Parsed.NotKms();
    }

    /// How long the blob that begins here says it is; -1 where none of generation 1 or 2 does.
    static int announced(byte[] bytes, int from, int to) {
        int der = isBare(bytes, from, to) ? from + derOffset(bytes, from) : to;
        if (der + 4 > to) {
            return -1;
        }
        long length = der - from + 4 + u32(bytes, der);
        return length <= KmsDer.LONGEST ? (int) length : -1;
    }

    private static Parsed bare(byte[] bytes, int from, int to) {
        int length = to - from;
        int der = derOffset(bytes, from);
        if (length < der + 4) {
            return new Parsed.Damaged("cut off in its header: " + length + " bytes");
        }
        int operation = bytes[from + 2];
        if (operation < 1 || operation > 3) {
            return new Parsed.Damaged("unknown operation " + (operation & 0xff));
        }
        if (der == GENERATION_2_DER && bytes[from + 37] != 1) {
            return new Parsed.Damaged("byte 37 is not 1");
        }
        long declared = u32(bytes, from + der);
        int present = length - der - 4;
        if (declared != present) {
            return new Parsed.Damaged(
                    "its header announces " + declared + " bytes and " + present + " follow");
        }
        KmsDer form = KmsDer.ofLength(present);
        if (form == null || !form.matches(bytes, from + der + 4)) {
            return new Parsed.Damaged("what follows its header is not the DER of a KMS blob");
        }
        return new Parsed.Blob(
                new KmsBlob(
                        bytes[from + 1],
                        operation,
                        Fingerprint.at(bytes, from + FINGERPRINT_OFFSET)));
    }

    private static Parsed wrapped(byte[] bytes, int from, int to) {
        int inner = innerStart(bytes, from, to);
        int declared = innerLength(bytes, from + WRAPPER + 1);
        if (declared != to - inner) {
            return new Parsed.Damaged(
                    "its wrapper announces " + declared + " bytes and " + (to - inner) + " follow");
        }
        if (!Arrays.equals(bytes, from + 2, from + WRAPPER, bytes, inner + 5, inner + 5 + 32)) {
            return new Parsed.Damaged("wrapper and blob have different fingerprints");
        }
        return switch (bare(bytes, inner, to)) {
            case Parsed.Blob(var blob) ->
                    new Parsed.Blob(new KmsBlob(0, blob.operation, blob.fingerprint));
            case Parsed.NotKms none -> none;
            case Parsed.Damaged damaged -> damaged;
        };
    }

    private static boolean isBare(byte[] bytes, int from, int to) {
        return to - from >= FINGERPRINT_OFFSET
                && bytes[from] == 1
                && (bytes[from + 1] == 1 || bytes[from + 1] == 2)
                && bytes[from + 3] == 0
                && bytes[from + 4] == 0x78;
    }

    private static boolean isWrapped(byte[] bytes, int from, int to) {
        if (to - from < WRAPPER + 3
                || bytes[from] != 0x0a
                || bytes[from + 1] != 32
                || bytes[from + WRAPPER] != 0x12) {
            return false;
        }
        int inner = innerStart(bytes, from, to);
        return inner + 37 <= to && isBare(bytes, inner, to) && bytes[inner + 1] == 1;
    }

    private static int innerStart(byte[] bytes, int from, int to) {
        int at = from + WRAPPER + 1;
        int most = Math.min(to, at + 3);
        while (at < most && bytes[at] < 0) {
            at++;
        }
        return Math.min(to, at + 1);
    }

    private static int innerLength(byte[] bytes, int at) {
        int length = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            byte octet = bytes[at + shift / 7];
            length |= (octet & 0x7f) << shift;
            if (octet >= 0) {
                return length;
            }
        }
        return -1;
    }

    private static int derOffset(byte[] bytes, int from) {
        return bytes[from + 1] == 1 ? GENERATION_1_DER : GENERATION_2_DER;
    }

    private static long u32(byte[] bytes, int at) {
        long value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | (bytes[at + i] & 0xff);
        }
        return value;
    }
}
