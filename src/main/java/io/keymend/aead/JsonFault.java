package io.keymend.aead;

/// Go's `SyntaxError`. The message quotes one byte of the text.
///
/// @param offset how many bytes were read
record JsonFault(String message, int offset) {
    @Override
    public String toString() {
        return "JsonFault[offset=" + offset + "]";
    }
}
