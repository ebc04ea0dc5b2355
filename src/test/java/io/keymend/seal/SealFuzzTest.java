package io.keymend.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/// Changed real values, and chance: nothing throws, hangs, or reads beyond the value.
///
/// `-Dfuzz=10000000` reads so many; `-Dfuzz.seed=N` repeats a run.
final class SealFuzzTest {
    private static final int INPUTS = Integer.getInteger("fuzz", 200_000);
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

    @Test
    void nothingThrowsAndNoPlaceIsOutside() {
        System.out.println("fuzzing " + INPUTS + " inputs, seed " + SEED);
        List<byte[]> values = values();
        Random random = new Random(SEED);
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = changed(values.get(random.nextInt(values.size())), random, values);
            if (random.nextBoolean()) {
                inside(read(bytes, i), bytes.length);
            } else {
                String text =
                        random.nextInt(4) == 0
                                ? Base64.getEncoder().encodeToString(bytes)
                                : new String(bytes, StandardCharsets.ISO_8859_1);
                inside(read(text, i), text.length());
            }
        }
    }

    private static ValueReading read(Object value, int number) {
        try {
            return value instanceof byte[] bytes
                    ? SealReader.read(bytes)
                    : SealReader.read((String) value);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + SEED + ", input " + number, e);
        }
    }

    private static void inside(ValueReading reading, int length) {
        for (Seal seal : reading.seals()) {
            Place place = seal.place();
            if (place.offset() < 0
                    || place.length() < 0
                    || place.offset() + place.length() > length) {
                throw new AssertionError("seed " + SEED + ": " + place + " in " + length);
            }
        }
    }

    @Test
    void aValueOfManySealsAnswersAThousand() {
        try (BlobSource blobs = new BlobSource()) {
            String blob = Base64.getEncoder().encodeToString(blobs.seal(BlobSource.CURRENT, 32));

            assertThat(SealReader.read((blob + ",").repeat(3_000)).seals())
                    .hasSize(ValueReading.MOST_SEALS);
            assertThat(SealReader.read("[" + ("\"" + blob + "\",").repeat(3_000) + "1]").seals())
                    .hasSize(ValueReading.MOST_SEALS);
        }
    }

    @Test
    @Timeout(20)
    void longHostileValuesTakeLinearTime() {
        List<String> patterns =
                List.of(
                        "[",
                        "{\"a\":",
                        "\"",
                        "\\",
                        "AQ",
                        "AQICAHg",
                        "0078",
                        "sops:\n",
                        "- ",
                        "-\n ",
                        " ",
                        "\n",
                        "=",
                        "A",
                        "0",
                        "e",
                        "eyJ.",
                        "{\"sops\":{\"kms\":[",
                        "AQICAHg\n ",
                        "sops_kms__list_0__map_enc=\n",
                        "enc: |\n ",
                        "k: >\n",
                        "{\"masterKey\":{\"key\":\"alias/a\"},",
                        "v1:",
                        "AAAA",
                        "Cg");
        for (String pattern : patterns) {
            String text = pattern.repeat(2_000_000 / pattern.length());
            for (String start : List.of("", "{", "[", "sops:\n  kms:\n", "AQICAHg", "v1:")) {
                assertThatCode(() -> SealReader.read(start + text)).doesNotThrowAnyException();
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThatCode(() -> SealReader.read(bytes)).doesNotThrowAnyException();
        }
    }

    private static List<byte[]> values() {
        List<byte[]> values = new ArrayList<>();
        try (BlobSource blobs = new BlobSource()) {
            Random random = new Random(1);
            for (int i = 0; i < 3; i++) {
                new BinarySamples(blobs, random).all().forEach(it -> add(values, it));
                new TextSamples(blobs, random).all().forEach(it -> add(values, it));
                new NotKmsSamples(random).all().forEach(it -> add(values, it));
            }
        }
        if (RealData.isThere(RealData.MESSAGES)) {
            RealData.rows(RealData.MESSAGES)
                    .forEach(row -> values.add(Base64.getDecoder().decode(row[6])));
            RealData.rows(RealData.BLOBS)
                    .forEach(row -> values.add(row[3].getBytes(StandardCharsets.US_ASCII)));
        }
        return values;
    }

    private static void add(List<byte[]> values, Sample sample) {
        values.add(sample.bytes());
        values.add(sample.encodings().getFirst().getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] changed(byte[] value, Random random, List<byte[]> values) {
        byte[] bytes = value.clone();
        switch (random.nextInt(7)) {
            case 0 -> {
                bytes = new byte[random.nextInt(400)];
                random.nextBytes(bytes);
            }
            case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 2 -> {
                byte[] other = values.get(random.nextInt(values.size()));
                int cut = random.nextInt(Math.min(bytes.length, other.length) + 1);
                System.arraycopy(other, 0, bytes, 0, cut);
            }
            case 3 -> {
                int from = random.nextInt(bytes.length + 1);
                bytes = Arrays.copyOfRange(bytes, from, bytes.length + random.nextInt(9));
            }
            default -> {
                for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
                    int at =
                            random.nextInt(
                                    Math.min(bytes.length, 1 + random.nextInt(bytes.length)));
                    bytes[at] = (byte) (random.nextInt(3) == 0 ? 0xff : random.nextInt(256));
                }
            }
        }
        return bytes;
    }
}
