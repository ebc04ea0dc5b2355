package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Base64;

/// The one form a blob of a generation and length has in standard base64: which characters are
/// given, which are given in some bits, and which are free. Made when first asked for; two threads
/// may make the same one, which does no harm.
final class KmsTextForm {
    private static final int LONGEST = 1_024;
    private static final @Nullable KmsTextForm[] FIRST = new @Nullable KmsTextForm[LONGEST];
    private static final @Nullable KmsTextForm[] SECOND = new @Nullable KmsTextForm[LONGEST];

    private final String text;
    private final int[] given;
    private final int[] partly;
    private final int[] free;

    /// @param known which bytes are given; the fingerprint counts as neither given nor free
    private KmsTextForm(byte[] blob, boolean[] known) {
        this.text = Base64.getEncoder().encodeToString(blob);
        byte[] masks = new byte[text.length() + 2];
        for (int bit = 0; bit < 8 * blob.length; bit++) {
            if (known[bit / 8]) {
                masks[bit / 6] |= (byte) (32 >> bit % 6);
            }
        }
        int end = (8 * blob.length + 5) / 6;
        this.given = runs(masks, end, 63);
        this.partly = partly(masks, end);
        Arrays.fill(masks, KmsText.FINGERPRINT_FROM, KmsText.FINGERPRINT_TO, (byte) -1);
        this.free = runs(masks, end, 0);
    }

    /// Null where no blob of this generation has this length, or none so long is kept.
    static @Nullable KmsTextForm of(int generation, int total) {
        if (total >= LONGEST) {
            return null;
        }
        @Nullable KmsTextForm[] known = generation == 1 ? FIRST : SECOND;
        KmsTextForm form = known[total];
        return form == null ? make(known, generation, total) : form;
    }

    private static @Nullable KmsTextForm make(
            @Nullable KmsTextForm[] known, int generation, int total) {
        int header = generation == 1 ? KmsBlob.GENERATION_1_DER : KmsBlob.GENERATION_2_DER;
        KmsDer der = KmsDer.ofLength(total - header - 4);
        if (der == null) {
            return null;
        }
        KmsTextForm form = form(generation, header, total, der);
        known[total] = form;
        return form;
    }

    /// Whether the text has this form, operation and fingerprint being free.
    boolean matches(String value) {
        for (int i = 0; i < given.length; i += 2) {
            int from = given[i];
            if (!value.regionMatches(from, text, from, given[i + 1] - from)) {
                return false;
            }
        }
        int wrong = 0;
        for (int i = 0; i < partly.length; i += 3) {
            int sextet = StandardBase64.sextet(value.charAt(partly[i]));
            wrong |= (sextet ^ partly[i + 1]) & partly[i + 2];
        }
        return wrong == 0 && free(value);
    }

    private boolean free(String value) {
        int all = 0;
        for (int i = 0; i < free.length; i += 2) {
            int end = free[i + 1];
            for (int at = free[i]; at < end; at++) {
                all |= StandardBase64.sextet(value.charAt(at));
            }
        }
        return all >= 0;
    }

    private static int[] runs(byte[] masks, int end, int wanted) {
        int[] runs = new int[end + 2];
        int size = 0;
        for (int at = 0; at <= end; at++) {
            boolean in = at < end && masks[at] == wanted;
            boolean before = at > 0 && masks[at - 1] == wanted;
            if (in != before) {
                runs[size++] = at;
            }
        }
        return Arrays.copyOf(runs, size);
    }

    /// Where, which sextet, and which of its bits count; the sign counts always.
    private int[] partly(byte[] masks, int end) {
        int[] partly = new int[3 * end];
        int size = 0;
        for (int at = 0; at < end; at++) {
            if (masks[at] != 63 && masks[at] != 0) {
                partly[size++] = at;
                partly[size++] = StandardBase64.sextet(text.charAt(at));
                partly[size++] = masks[at] | Integer.MIN_VALUE;
            }
        }
        return Arrays.copyOf(partly, size);
    }

    private static KmsTextForm form(int generation, int header, int total, KmsDer der) {
        byte[] blob = new byte[total];
        boolean[] known = new boolean[total];
        blob[0] = 1;
        blob[1] = (byte) generation;
        blob[4] = 0x78;
        Arrays.fill(known, 0, 5, true);
        known[2] = false;
        if (generation == 2) {
            blob[37] = 1;
            known[37] = true;
        }
        int length = total - header - 4;
        blob[header + 2] = (byte) (length >>> 8);
        blob[header + 3] = (byte) length;
        byte[] prefix = der.prefix();
        System.arraycopy(prefix, 0, blob, header + 4, prefix.length);
        Arrays.fill(known, header, header + 4 + prefix.length, true);
        int iv = header + 4 + der.iv();
        Arrays.fill(known, iv, iv + KmsDer.IV, false);
        return new KmsTextForm(blob, known);
    }
}
