package io.keymend.seal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

/// What no KMS key sealed is named as what it is, or as unknown, and never given a seal.
final class NotKmsTest {
    private static final long SEED = 20261120;
    private static final int OF_EACH = 230;

    @Test
    void noneOfThousandsOfValuesHasASeal() {
        NotKmsSamples samples = new NotKmsSamples(new Random(SEED));
        int count = 0;
        for (int i = 0; i < OF_EACH; i++) {
            for (Sample sample : samples.all()) {
                check(sample, SealReader.read(sample.bytes()));
                if (sample.isText()) {
                    check(sample, SealReader.read(sample.text()));
                }
                count++;
            }
        }
        assertThat(count).isGreaterThan(5_000);
    }

    @Test
    void noneHasASealInAnyEncoding() {
        NotKmsSamples samples = new NotKmsSamples(new Random(SEED));
        for (int i = 0; i < 20; i++) {
            for (Sample sample : samples.all()) {
                for (String text : sample.encodings()) {
                    ValueReading reading = SealReader.read(text);
                    assertThat(reading.seals()).as(text).isEmpty();
                    assertThat(reading.structure())
                            .as(text)
                            .isNotInstanceOf(Structure.Whole.class)
                            .isNotInstanceOf(Structure.Damaged.class);
                    if (sample.format().family() == Format.Family.OTHER) {
                        assertThat(reading.format()).as(text).isEqualTo(sample.format());
                    }
                }
            }
        }
    }

    @Test
    void noiseOfEveryLengthHasNoSeal() {
        Random random = new Random(SEED);
        for (int length = 0; length < 3_000; length++) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            for (ValueReading reading :
                    new ValueReading[] {
                        SealReader.read(noise),
                        SealReader.read(Base64.getEncoder().encodeToString(noise)),
                        SealReader.read(HexFormat.of().formatHex(noise))
                    }) {
                assertThat(reading.seals()).isEmpty();
                assertThat(reading.format().family()).isNotEqualTo(Format.Family.KMS);
            }
        }
    }

    @Test
    void googlesPrefixIsNotTakenForTheOldestGeneration() {
        byte[] google = new byte[113];
        google[0] = 0x0a;
        google[1] = 0x24;
        google[38] = 0x12;
        String text = Base64.getEncoder().encodeToString(google);

        assertThat(text).startsWith("CiQA");
        assertThat(SealReader.read(text).format()).isEqualTo(Format.GOOGLE_KMS);
    }

    private static void check(Sample sample, ValueReading reading) {
        String input = sample.isText() ? sample.text() : sample.toString();
        assertThat(reading.seals()).as(input).isEmpty();
        assertThat(reading.format()).as(input).isEqualTo(sample.format());
        assertThat(reading.structure())
                .as(input)
                .isNotInstanceOf(Structure.Whole.class)
                .isNotInstanceOf(Structure.Damaged.class);
    }
}
