package io.keymend.aead;

/// What the scanner has just read, or looks for.
enum JsonState {
    VALUE,
    VALUE_OR_END,
    KEY,
    KEY_OR_END,
    AFTER_VALUE,
    STRING,
    ESCAPE,
    HEX,
    WORD,
    MINUS,
    ZERO,
    INTEGER,
    POINT,
    FRACTION,
    E,
    E_SIGN,
    EXPONENT
}
