package io.keymend.aws;

import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// What the database said of a value: NULL, something else, or a blob of this encoding and
/// fingerprint.
sealed interface Mark {
    record Null() implements Mark {}

    record Plain() implements Mark {}

    record Blob(Encoding encoding, Fingerprint fingerprint) implements Mark {}

    /// Reads a mark; one that no fingerprint can have counts as plain.
    static Mark read(String text) {
        return switch (text.charAt(0)) {
            case '-' -> new Null();
            case 'B' -> blob(text, Encoding.BASE64);
            case 'H' -> blob(text, Encoding.HEX);
            case 'Y' -> blob(text, Encoding.BYTES);
            default -> new Plain();
        };
    }

    private static Mark blob(String text, Encoding encoding) {
        return fingerprint(text.substring(1), encoding)
                .<Mark>map(fingerprint -> new Blob(encoding, fingerprint))
                .orElseGet(Plain::new);
    }

    private static Optional<Fingerprint> fingerprint(String text, Encoding encoding) {
        try {
            return Optional.of(
                    switch (encoding) {
                        case BASE64 ->
                                Fingerprint.ofBase64Middle(
                                        text.length() == 44 ? text : ascii(text));
                        case HEX, BYTES -> Fingerprint.ofHex(text);
                    });
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String ascii(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.US_ASCII);
    }
}
