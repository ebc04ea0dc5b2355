package io.keymend.seal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Base64;
import java.util.Random;

final class KmsTextTest {
    @ParameterizedTest
    @ValueSource(strings = {BlobSource.FORMER, BlobSource.CURRENT})
    void textOfEveryLengthReadsAsItsBytes(String key) {
        try (BlobSource blobs = new BlobSource()) {
            for (int size = 1; size <= 700; size++) {
                byte[] blob = blobs.seal(key, size);
                ValueReading bytes = SealReader.read(blob);
                ValueReading text = SealReader.read(Base64.getEncoder().encodeToString(blob));
                assertThat(text.seals()).hasSize(1);
                assertThat(text.seals().getFirst().blob())
                        .as("plaintext of %d", size)
                        .isNotNull()
                        .isEqualTo(bytes.seals().getFirst().blob());
                assertThat(text.seals().getFirst().fingerprint()).isEqualTo(blobs.fingerprint(key));
                assertThat(text.structure()).isEqualTo(Structure.WHOLE);
            }
        }
    }

    @Test
    void theLongestPlaintextIsRead() {
        try (BlobSource blobs = new BlobSource()) {
            byte[] blob = blobs.seal(BlobSource.CURRENT, 4_096);

            assertThat(SealReader.read(Base64.getEncoder().encodeToString(blob)).seals())
                    .hasSize(1);
        }
    }

    /// The fast way and the strict way over bytes must refuse and accept the same.
    @Test
    void oneChangedCharacterIsJudgedAsTheChangedBytesAre() {
        long seed = 20261120;
        Random random = new Random(seed);
        String alphabet =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_= !\u00e9";
        try (BlobSource blobs = new BlobSource()) {
            String text = Base64.getEncoder().encodeToString(blobs.seal(BlobSource.CURRENT, 32));
            String first = Base64.getEncoder().encodeToString(blobs.seal(BlobSource.FORMER, 32));
            for (int i = 0; i < 50_000; i++) {
                StringBuilder changed = new StringBuilder(random.nextBoolean() ? text : first);
                changed.setCharAt(
                        random.nextInt(changed.length()),
                        alphabet.charAt(random.nextInt(alphabet.length())));
                ValueReading fast = KmsText.read(changed.toString());
                assertThat(fast != null)
                        .as("seed %d: %s", seed, changed)
                        .isEqualTo(isBlob(changed.toString()));
            }
        }
    }

    private static boolean isBlob(String text) {
        if (text.indexOf('-') >= 0 || text.indexOf('_') >= 0 || text.indexOf(' ') >= 0) {
            return false;
        }
        TextCode.Decoded decoded = TextCode.base64(text);
        return decoded != null
                && decoded.storage().padded()
                && KmsBlob.parse(decoded.bytes()) instanceof KmsBlob.Parsed.Blob;
    }
}
