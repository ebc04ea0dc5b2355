package io.keymend.aead;

/// What Semaphore's own steps make of one row with the keys it has.
public sealed interface Outcome {
    /// The secret is kept in another store, and the column means nothing.
    record External(String storage) implements Outcome {}

    /// The column is NULL or empty.
    record Empty() implements Outcome {}

    /// The key's time is over; nothing is opened.
    record Expired() implements Outcome {}

    /// The text ends with a line feed, so it is taken for a private key in clear.
    ///
    /// @param accepted whether the row is of the one type that may be
    record LegacyPlaintext(boolean accepted) implements Outcome {}

    /// The value names a key that is not there.
    record UnknownKeyId(String keyId) implements Outcome {}

    /// The stored text is not base64 from this byte on; behind a key id it is counted from there.
    record CiphertextNotBase64(int offset) implements Outcome {}

    /// The key is not base64 from this byte on.
    record KeyNotBase64(int offset) implements Outcome {}

    /// The key is of a size that AES does not have.
    record KeySize(int bytes) implements Outcome {}

    /// The value is shorter than a nonce.
    record TooShort(int bytes) implements Outcome {}

    /// The key does not open it, or it is not what was sealed.
    ///
    /// @param bytes the size of nonce, ciphertext and tag
    record Refused(int bytes) implements Outcome {
        private static final int LEAST = 28;

        /// Whether it is too short for any key: no room for nonce and tag.
        public boolean isTruncated() {
            return bytes < LEAST;
        }
    }

    /// It opened, but not to JSON. Go's message quotes one byte of what it found.
    record NotJson(boolean sealed, String message, int offset) implements Outcome {
        @Override
        public String toString() {
            return "NotJson[sealed=" + sealed + ", offset=" + offset + "]";
        }
    }

    /// It opened to JSON that does not fit the row's type. The message names fields and kinds.
    record WrongJson(boolean sealed, String message, int offset) implements Outcome {}

    /// It opened.
    ///
    /// @param sealed false where no key is set, and base64 was all there was to it
    record Opened(boolean sealed, Content content) implements Outcome {}

    /// The step at which it ended.
    default Step step() {
        return switch (this) {
            case External _ -> Step.EXTERNAL;
            case Empty _ -> Step.EMPTY;
            case Expired _ -> Step.EXPIRED;
            case LegacyPlaintext _ -> Step.LEGACY_PLAINTEXT;
            case UnknownKeyId _ -> Step.KEY_ID_MISSING;
            case CiphertextNotBase64 _ -> Step.CIPHERTEXT_BASE64;
            case KeyNotBase64 _ -> Step.KEY_BASE64;
            case KeySize _ -> Step.KEY_LENGTH;
            case TooShort _ -> Step.CIPHERTEXT_TOO_SHORT;
            case Refused _ -> Step.GCM_AUTH;
            case NotJson _ -> Step.JSON_SYNTAX;
            case WrongJson _ -> Step.JSON_TYPE;
            case Opened(var sealed, var content) -> opened(sealed, content);
        };
    }

    private static Step opened(boolean sealed, Content content) {
        return switch (content) {
            case Content.Fields(var missing, _) when !missing.isEmpty() -> Step.JSON_MISSING_FIELD;
            case Content.Fields _, Content.Text _ -> sealed ? Step.OK : Step.NO_KEY_PASSTHROUGH;
        };
    }
}
