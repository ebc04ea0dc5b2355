package io.keymend.seal;

/// How a column keeps a KMS blob.
public enum Encoding {
    /// As bytes.
    BYTES,
    /// As base64 text in the standard alphabet.
    BASE64,
    /// As hexadecimal text.
    HEX
}
