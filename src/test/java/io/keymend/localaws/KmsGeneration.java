package io.keymend.localaws;

import java.util.Arrays;
import java.util.Optional;

/// The two header layouts real keys write today. Which one follows the age of the key material.
public enum KmsGeneration {
    /// Header of 37 bytes without a nonce.
    ONE(1, 37, 0),
    /// Header of 54 bytes that ends in a nonce of 16, fresh per message.
    TWO(2, 54, 16);

    private final int mark;
    private final int headerLength;
    private final int nonceLength;

    KmsGeneration(int mark, int headerLength, int nonceLength) {
        this.mark = mark;
        this.headerLength = headerLength;
        this.nonceLength = nonceLength;
    }

    int headerLength() {
        return headerLength;
    }

    byte[] header(KmsOrigin origin, byte[] fingerprint) {
        byte[] start = {1, (byte) mark, (byte) origin.mark(), 0, 0x78};
        return this == ONE
                ? KmsBlob.concat(start, fingerprint)
                : KmsBlob.concat(
                        start, fingerprint, new byte[] {1}, KmsMaterial.random(nonceLength));
    }

    /// The layout of a blob, by its constant bytes; empty when one is wrong or bytes are missing.
    static Optional<KmsGeneration> of(byte[] blob) {
        return Arrays.stream(values()).filter(generation -> generation.matches(blob)).findFirst();
    }

    private boolean matches(byte[] blob) {
        return blob.length >= headerLength + 4
                && blob[0] == 1
                && blob[1] == mark
                && blob[2] >= 1
                && blob[2] <= 3
                && blob[3] == 0
                && blob[4] == 0x78
                && (this == ONE || blob[37] == 1);
    }
}
