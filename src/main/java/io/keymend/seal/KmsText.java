package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Reads a KMS blob of generation 1 or 2 in base64 as the text it is.
///
/// A blob of a given generation and length can have one form only, so most of its characters are
/// known beforehand and compared as text. Only the fingerprint is decoded; the rest is checked to be
/// base64.
final class KmsText {
    private static final int SHORTEST = 176;
    private static final int FINGERPRINT_BIT = 8 * KmsBlob.FINGERPRINT_OFFSET;

    private KmsText() {}

    /// Null where the text is not exactly one whole blob, padded and unbroken. Why, others say.
    static @Nullable Reading read(String text) {
        int length = text.length();
        if (length < SHORTEST || (length & 3) != 0 || text.charAt(0) != 'A') {
            return null;
        }
        int pads =
                text.charAt(length - 1) != '=' ? 0 : text.charAt(length - 2) != '=' ? 1 : 2;
        int total = length / 4 * 3 - pads;
        char kind = text.charAt(2);
        int operation = TextCode.sextet(text.charAt(3));
        if ((kind != 'E' && kind != 'I') || operation < 1 || operation > 3) {
            return null;
        }
        int generation = kind == 'I' ? 2 : 1;
        KmsTextForm form = KmsTextForm.of(generation, total);
        if (form == null || !form.matches(text)) {
            return null;
        }
        KmsBlob blob = new KmsBlob(generation, operation, fingerprint(text));
        return new Reading(
                Format.KMS_BLOB,
                Storage.BASE64,
                List.of(Seal.blob(blob, new Place(0, length, 0, total))),
                List.of(),
                Structure.WHOLE);
    }

    private static Fingerprint fingerprint(String text) {
        long a = word(text, FINGERPRINT_BIT);
        long b = word(text, FINGERPRINT_BIT + 64);
        long c = word(text, FINGERPRINT_BIT + 128);
        long d = word(text, FINGERPRINT_BIT + 192);
        return new Fingerprint(a, b, c, d);
    }

    /// Sixty-four bits from a bit on. The characters are known to be base64.
    private static long word(String text, int bit) {
        int at = bit / 6;
        int skip = bit % 6;
        long word = TextCode.sextet(text.charAt(at)) & (63 >> skip);
        int have = 6 - skip;
        while (have <= 58) {
            word = word << 6 | TextCode.sextet(text.charAt(++at));
            have += 6;
        }
        int rest = 64 - have;
        return rest == 0
                ? word
                : word << rest | TextCode.sextet(text.charAt(at + 1)) >> (6 - rest);
    }
}
