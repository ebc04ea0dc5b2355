package io.keymend.aws.tables;

import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the database said of a value: NULL, nothing, something else, or how a blob begins.
sealed interface Beginning {
    Pattern BASE64 = Pattern.compile("AQ[EI][BCD]AH[g-j][A-Za-z0-9+/]{42}[AQgw]");
    Pattern HEX = Pattern.compile("010[12]0[123]0078[0-9A-Fa-f]{64}");
    Pattern BYTES = Pattern.compile("010[12]0[123]0078[0-9a-f]{66}");

    record Null() implements Beginning {}

    record Blank() implements Beginning {}

    record Plain() implements Beginning {}

    record Blob(Encoding encoding, Fingerprint fingerprint) implements Beginning {}

    /// Reads what [Dialect#beginnings] answers; a beginning that no blob has counts as plain.
    ///
    /// @param bytes whether the column holds bytes
    static Beginning read(String hex, boolean bytes) {
        byte[] beginning = HexFormat.of().parseHex(hex);
        String text = new String(beginning, StandardCharsets.ISO_8859_1);
        if (text.equals("-")) {
            return new Null();
        }
        if (text.isEmpty()) {
            return new Blank();
        }
        return (bytes ? ofBytes(HexFormat.of().formatHex(beginning)) : ofText(text))
                .orElseGet(Plain::new);
    }

    private static Optional<Beginning> ofBytes(String hex) {
        return BYTES.matcher(hex).matches()
                ? Optional.of(new Blob(Encoding.BYTES, Fingerprint.ofHex(hex.substring(10, 74))))
                : Optional.empty();
    }

    private static Optional<Beginning> ofText(String text) {
        if (HEX.matcher(text).matches()) {
            return Optional.of(new Blob(Encoding.HEX, Fingerprint.ofHex(text.substring(10))));
        }
        return BASE64.matcher(text).matches() ? ofBase64(text) : Optional.empty();
    }

    private static Optional<Beginning> ofBase64(String text) {
        try {
            return Optional.of(
                    new Blob(Encoding.BASE64, Fingerprint.ofBase64Middle(text.substring(6))));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
