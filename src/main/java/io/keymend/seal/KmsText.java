package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Reads a KMS blob of generation 1 or 2 in base64 as the text it is.
///
/// A blob of a given generation and length can have one form only, so most of its characters are
/// known beforehand and compared as text. Only the fingerprint is decoded; the rest is checked to
/// be base64.
final class KmsText {
    private static final int SHORTEST = 176;

    /// The characters that hold nothing but the fingerprint.
    static final int FINGERPRINT_FROM = 7;

    static final int FINGERPRINT_TO = 49;

    private KmsText() {}

    /// Null where the text is not exactly one whole blob, padded and unbroken. Why, others say.
    static @Nullable ValueReading read(String text) {
        int length = text.length();
        if (length < SHORTEST || (length & 3) != 0 || text.charAt(0) != 'A') {
            return null;
        }
        int pads = text.charAt(length - 1) != '=' ? 0 : text.charAt(length - 2) != '=' ? 1 : 2;
        int total = length / 4 * 3 - pads;
        char kind = text.charAt(2);
        int operation = TextCode.sextet(text.charAt(3));
        if ((kind != 'E' && kind != 'I') || operation < 1 || operation > 3) {
            return null;
        }
        int generation = kind == 'I' ? 2 : 1;
        KmsTextForm form = KmsTextForm.of(generation, total);
        Fingerprint fingerprint = form != null && form.matches(text) ? fingerprint(text) : null;
        if (fingerprint == null) {
            return null;
        }
        KmsBlob blob = new KmsBlob(generation, operation, fingerprint);
        return new ValueReading(
                Format.KMS_BLOB,
                Storage.BASE64,
                List.of(Seal.blob(blob, new Place(0, length, 0, total))),
                List.of(),
                Structure.WHOLE);
    }

    /// The 256 bits from bit 40 on: two of one character, 42 whole ones, two of another. Null where
    /// one of the whole ones is not base64; the others are given in part and were compared.
    private static @Nullable Fingerprint fingerprint(String text) {
        int first = StandardBase64.sextet(text.charAt(FINGERPRINT_FROM - 1));
        long a = ten(text, FINGERPRINT_FROM);
        long b = ten(text, FINGERPRINT_FROM + 10);
        long c = ten(text, FINGERPRINT_FROM + 20);
        long d = ten(text, FINGERPRINT_FROM + 30);
        int e = StandardBase64.sextet(text.charAt(FINGERPRINT_TO - 2));
        int f = StandardBase64.sextet(text.charAt(FINGERPRINT_TO - 1));
        int last = StandardBase64.sextet(text.charAt(FINGERPRINT_TO));
        return (a | b | c | d | e | f) < 0
                ? null
                : new Fingerprint(
                        (long) first << 62 | a << 2 | b >>> 58,
                        b << 6 | c >>> 54,
                        c << 10 | d >>> 50,
                        d << 14 | (long) e << 8 | (long) f << 2 | last >>> 4);
    }

    /// The sixty bits of ten characters; negative where one is not base64.
    private static long ten(String text, int from) {
        long bits = 0;
        int all = 0;
        for (int at = from; at < from + 10; at++) {
            int sextet = StandardBase64.sextet(text.charAt(at));
            bits = bits << 6 | sextet;
            all |= sextet;
        }
        return all < 0 ? -1 : bits;
    }
}
