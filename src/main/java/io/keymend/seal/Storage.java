package io.keymend.seal;

import java.util.Optional;

/// How a value is written down where it is stored.
///
/// @param padded whether base64 text carries its `=`, or needs none
/// @param broken whether white space breaks the text or surrounds it
public record Storage(Form form, boolean padded, boolean broken) {
    static final Storage BYTES = new Storage(Form.BYTES, true, false);
    static final Storage TEXT = new Storage(Form.TEXT, true, false);
    static final Storage HEX = new Storage(Form.HEX, true, false);
    static final Storage BASE64 = new Storage(Form.BASE64, true, false);

    /// The alphabets.
    public enum Form {
        /// As bytes.
        BYTES,
        /// As text that carries encoded parts, or none.
        TEXT,
        /// As base64 in the standard alphabet.
        BASE64,
        /// As base64 in the alphabet for URLs.
        BASE64URL,
        /// As hexadecimal, with or without `\x` or `0x`.
        HEX
    }

    /// The encoding under which a database can group such values itself; empty where it cannot.
    public Optional<Encoding> encoding() {
        return switch (form) {
            case BYTES -> Optional.of(Encoding.BYTES);
            case BASE64 -> broken ? Optional.empty() : Optional.of(Encoding.BASE64);
            case HEX -> broken ? Optional.empty() : Optional.of(Encoding.HEX);
            case BASE64URL, TEXT -> Optional.empty();
        };
    }
}
