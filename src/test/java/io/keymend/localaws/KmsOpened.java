package io.keymend.localaws;

/// A blob that opened: what was inside, and which material of which key had sealed it.
final class KmsOpened {
    private final KmsKey key;
    private final KmsMaterial material;
    private final byte[] plaintext;

    KmsOpened(KmsKey key, KmsMaterial material, byte[] plaintext) {
        this.key = key;
        this.material = material;
        this.plaintext = plaintext;
    }

    KmsKey key() {
        return key;
    }

    KmsMaterial material() {
        return material;
    }

    byte[] plaintext() {
        return plaintext;
    }
}
