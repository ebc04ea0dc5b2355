package io.keymend.aead;

/// The steps of Semaphore's own order, first to last.
public enum Step {
    EXTERNAL,
    EMPTY,
    EXPIRED,
    LEGACY_PLAINTEXT,
    KEY_ID_MISSING,
    CIPHERTEXT_BASE64,
    NO_KEY_PASSTHROUGH,
    KEY_BASE64,
    KEY_LENGTH,
    CIPHERTEXT_TOO_SHORT,
    GCM_AUTH,
    JSON_SYNTAX,
    JSON_TYPE,
    JSON_MISSING_FIELD,
    OK
}
