package io.keymend.localaws;

/// The operation a blob came from, as its byte 2 tells.
public enum KmsOrigin {
    /// GenerateDataKey, with or without plaintext, asked by number of bytes.
    DATA_KEY_BYTES(1),
    /// Encrypt and ReEncrypt.
    ENCRYPT(2),
    /// GenerateDataKey asked by key spec.
    DATA_KEY_SPEC(3);

    private final int mark;

    KmsOrigin(int mark) {
        this.mark = mark;
    }

    int mark() {
        return mark;
    }
}
