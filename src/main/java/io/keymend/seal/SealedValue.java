package io.keymend.seal;

/// One stored KMS blob, on its way from a table to a probe. Nothing prints it.
public final class SealedValue {
    private final byte[] blob;

    public SealedValue(byte[] blob) {
        this.blob = blob.clone();
    }

    /// A copy of the bytes.
    public byte[] blob() {
        return blob.clone();
    }

    /// Says how long it is, never what it holds.
    @Override
    public String toString() {
        return "SealedValue[" + blob.length + " bytes]";
    }
}
