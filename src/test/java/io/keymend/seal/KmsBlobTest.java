package io.keymend.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.localaws.KmsOrigin;
import io.keymend.seal.KmsBlob.Parsed;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

final class KmsBlobTest {
    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final BlobSource source = new BlobSource();

    @AfterEach
    void close() {
        source.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "1, 3", "2, 1", "2, 2", "2, 3"})
    void aWholeBlobTellsItsHeader(int generation, int operation) {
        byte[] bytes = sealed(generation, operation, 32);
        assertThat(KmsBlob.parse(bytes))
                .isEqualTo(
                        new Parsed.Blob(
                                new KmsBlob(generation, operation, Fingerprint.at(bytes, 5))));
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void everyCutIsRefused(int generation) {
        byte[] bytes = sealed(generation, 2, 32);
        int rest = bytes.length - (generation == 1 ? 41 : 58);
        for (int length = 0; length < bytes.length; length++) {
            Parsed parsed = KmsBlob.parse(Arrays.copyOf(bytes, length));
            assertThat(parsed)
                    .as("cut to %d", length)
                    .isInstanceOf(length < 5 ? Parsed.NotKms.class : Parsed.Damaged.class);
        }
        assertThat(KmsBlob.parse(Arrays.copyOf(bytes, bytes.length + 1)))
                .isEqualTo(
                        new Parsed.Damaged(
                                "its header announces "
                                        + rest
                                        + " bytes and "
                                        + (rest + 1)
                                        + " follow"));
    }

    @Test
    void aFlippedBitNeverThrowsAndNeverChangesWhatIsNotThere() {
        List<byte[]> kinds =
                IntStream.range(0, 24)
                        .mapToObj(i -> sealed(1 + i % 2, 1 + i % 3, 1 + random.nextInt(200)))
                        .toList();
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = kinds.get(i % kinds.size()).clone();
            int bit = random.nextInt(bytes.length * 8);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            if (KmsBlob.parse(bytes) instanceof Parsed.Blob(var blob)) {
                read++;
                assertThat(blob.fingerprint())
                        .as("seed %d", seed)
                        .isEqualTo(Fingerprint.at(bytes, 5));
            }
        }
        assertThat(read).as("seed %d", seed).isBetween(5_000, 19_999);
    }

    @Test
    void noiseIsNeverABlob() {
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            assertThat(KmsBlob.parse(noise)).as("seed %d", seed).isNotInstanceOf(Parsed.Blob.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 0", "1, 3", "3, 1", "4, 121"})
    void anotherFirstByteIsNotKms(int offset, int value) {
        byte[] bytes = blob(2, 2, 90);
        bytes[offset] = (byte) value;
        assertThat(KmsBlob.parse(bytes)).isEqualTo(new Parsed.NotKms());
    }

    @Test
    void anUnknownOperationOrFieldIsDamageWithItsReason() {
        byte[] operation = blob(2, 4, 90);
        assertThat(KmsBlob.parse(operation)).isEqualTo(new Parsed.Damaged("unknown operation 4"));
        byte[] field = blob(2, 2, 90);
        field[37] = 0;
        assertThat(KmsBlob.parse(field)).isEqualTo(new Parsed.Damaged("byte 37 is not 1"));
    }

    @Test
    void aHugeAnnouncedLengthIsNotReadAsNegative() {
        byte[] bytes = blob(1, 2, 90);
        Arrays.fill(bytes, 37, 41, (byte) 0xff);
        assertThat(KmsBlob.parse(bytes))
                .isEqualTo(
                        new Parsed.Damaged("its header announces 4294967295 bytes and 90 follow"));
    }

    @Test
    void aStoredValueIsNeverPrintedAndNeverShared() {
        byte[] bytes = {1, 2, 3};
        SealedValue value = new SealedValue(bytes);
        bytes[0] = 9;
        value.blob()[1] = 9;
        assertThat(value.blob()).containsExactly(1, 2, 3);
        assertThat(value).hasToString("SealedValue[3 bytes]");
    }

    private byte[] sealed(int generation, int operation, int plaintext) {
        KmsOrigin origin =
                switch (operation) {
                    case 1 -> KmsOrigin.DATA_KEY_BYTES;
                    case 2 -> KmsOrigin.ENCRYPT;
                    default -> KmsOrigin.DATA_KEY_SPEC;
                };
        return source.seal(
                generation == 1 ? BlobSource.FORMER : BlobSource.CURRENT, plaintext, origin);
    }

    /// A header over noise.
    private byte[] blob(int generation, int operation, int der) {
        int offset = generation == 1 ? 37 : 54;
        byte[] bytes = new byte[offset + 4 + der];
        random.nextBytes(bytes);
        bytes[0] = 1;
        bytes[1] = (byte) generation;
        bytes[2] = (byte) operation;
        bytes[3] = 0;
        bytes[4] = 0x78;
        if (generation == 2) {
            bytes[37] = 1;
        }
        bytes[offset] = 0;
        bytes[offset + 1] = 0;
        bytes[offset + 2] = 0;
        bytes[offset + 3] = (byte) der;
        return bytes;
    }
}
