package io.keymend.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

final class KmsBlobLayoutTest {
    private static final Path REAL_BLOBS = Path.of("..", "shared", "data", "kms-blobs.tsv");

    private final KmsMaterial material = new KmsMaterial();

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 24, 32, 35})
    void aShortPlaintextMakesABlobOfTheDocumentedLength(int n) {
        assertThat(seal(KmsGeneration.ONE, KmsOrigin.ENCRYPT, n)).hasSize(n + 135);
        assertThat(seal(KmsGeneration.TWO, KmsOrigin.ENCRYPT, n)).hasSize(n + 152);
    }

    @ParameterizedTest
    @EnumSource
    void theHeaderHoldsGenerationOriginAndFingerprint(KmsOrigin origin) {
        byte[] blob = seal(KmsGeneration.TWO, origin, 32);
        assertThat(Arrays.copyOf(blob, 5)).containsExactly(1, 2, origin.mark(), 0, 0x78);
        assertThat(Arrays.copyOfRange(blob, 5, 37)).isEqualTo(material.fingerprint());
        assertThat(blob[37]).isEqualTo((byte) 1);
    }

    @ParameterizedTest
    @EnumSource
    void base64StartsAsRealBlobsDoAndGroupsByMaterial(KmsGeneration generation) {
        String start = generation == KmsGeneration.ONE ? "AQE" : "AQI";
        Set<String> groups = new HashSet<>();
        for (KmsOrigin origin : KmsOrigin.values()) {
            String text = Base64.getEncoder().encodeToString(seal(generation, origin, 20));
            assertThat(text).matches(start + "[BCD]AH[g-j].*");
            groups.add(text.substring(6, 50));
        }
        assertThat(groups).hasSize(1);
        byte[] other = generation.header(KmsOrigin.ENCRYPT, new KmsMaterial().fingerprint());
        groups.add(Base64.getEncoder().encodeToString(Arrays.copyOf(other, 60)).substring(6, 50));
        assertThat(groups).as("another material").hasSize(2);
    }

    @Test
    void theNonceIsFreshPerMessage() {
        byte[] first = seal(KmsGeneration.TWO, KmsOrigin.ENCRYPT, 32);
        byte[] second = seal(KmsGeneration.TWO, KmsOrigin.ENCRYPT, 32);
        assertThat(Arrays.copyOfRange(first, 38, 54))
                .isNotEqualTo(Arrays.copyOfRange(second, 38, 54));
    }

    @ParameterizedTest
    @EnumSource
    void everyPlaintextLengthGivesStrictDerThatOpensAgain(KmsGeneration generation) {
        for (int n = 1; n <= 4096; n += n < 300 ? 1 : 97) {
            byte[] plaintext = KmsMaterial.random(n);
            byte[] blob =
                    KmsBlob.seal(generation, KmsOrigin.ENCRYPT, material, plaintext, Map.of());
            assertThat(KmsBlobShape.of(blob)).contains("80:" + (n + 27) + "[masked]");
            assertThat(open(blob))
                    .hasValueSatisfying(read -> assertThat(read).isEqualTo(plaintext));
            assertThat(blob.length).isLessThanOrEqualTo(6144);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noBitOfABlobCanChange(KmsGeneration generation) {
        byte[] blob = seal(generation, KmsOrigin.ENCRYPT, 40);
        for (int bit = 0; bit < blob.length * 8; bit++) {
            byte[] changed = blob.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(open(changed)).as("bit %d", bit).isEmpty();
        }
    }

    @Test
    void aBlobCutShortOrGrownIsNone() {
        byte[] blob = seal(KmsGeneration.TWO, KmsOrigin.ENCRYPT, 40);
        for (int length = 0; length < blob.length; length++) {
            assertThat(KmsBlob.parse(Arrays.copyOf(blob, length)))
                    .as("length %d", length)
                    .isEmpty();
        }
        assertThat(KmsBlob.parse(Arrays.copyOf(blob, blob.length + 1))).isEmpty();
    }

    @Test
    void randomBytesBehindARealHeaderAreNone() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] blob = seal(KmsGeneration.TWO, KmsOrigin.ENCRYPT, 40);
        for (int round = 0; round < 1000; round++) {
            byte[] bytes = new byte[54 + random.nextInt(200)];
            random.nextBytes(bytes);
            System.arraycopy(blob, 0, bytes, 0, 54);
            assertThat(KmsBlob.parse(bytes)).as("seed %d round %d", seed, round).isEmpty();
        }
    }

    @Test
    void theOrderOfAContextDoesNotMatterItsPairsDo() {
        Map<String, String> context = Map.of("a", "1", "b", "2", "c", "3");
        byte[] blob =
                KmsBlob.seal(
                        KmsGeneration.TWO, KmsOrigin.ENCRYPT, material, new byte[] {7}, context);
        KmsBlob parsed = KmsBlob.parse(blob).orElseThrow();
        assertThat(parsed.open(material, new TreeMap<>(context))).isPresent();
        assertThat(parsed.open(material, Map.of("a", "1", "b", "2"))).isEmpty();
        assertThat(parsed.open(material, Map.of("a1", "", "b", "2", "c", "3"))).isEmpty();
        assertThat(parsed.open(material, Map.of())).isEmpty();
    }

    @Test
    void realBlobsHaveTheShapeOfOurs() throws IOException {
        assumeTrue(Files.exists(REAL_BLOBS), "no real blobs at " + REAL_BLOBS + ": not compared");
        List<byte[]> complete = realBlobs().stream().filter(KmsBlobLayoutTest::isComplete).toList();
        assertThat(complete).hasSizeGreaterThan(1000);
        for (byte[] real : complete) {
            KmsGeneration generation = KmsGeneration.of(real).orElseThrow();
            KmsOrigin origin = origin(real);
            byte[] ours = seal(generation, origin, plaintextLength(real));
            assertThat(ours).hasSameSizeAs(real);
            assertThat(KmsBlobShape.of(ours)).isEqualTo(KmsBlobShape.of(real));
            assertThat(KmsBlob.parse(real)).isPresent();
        }
    }

    private byte[] seal(KmsGeneration generation, KmsOrigin origin, int length) {
        return KmsBlob.seal(generation, origin, material, KmsMaterial.random(length), Map.of());
    }

    private Optional<byte[]> open(byte[] blob) {
        return KmsBlob.parse(blob)
                .filter(parsed -> parsed.isSealedBy(material))
                .flatMap(parsed -> parsed.open(material, Map.of()));
    }

    private static List<byte[]> realBlobs() throws IOException {
        return Files.readAllLines(REAL_BLOBS).stream()
                .skip(1)
                .map(line -> Base64.getDecoder().decode(line.split("\t", -1)[3]))
                .toList();
    }

    /// Not a header alone, and not wrapped in the outer layer of 2015.
    private static boolean isComplete(byte[] blob) {
        return blob[0] == 1 && blob.length > 140;
    }

    private static KmsOrigin origin(byte[] blob) {
        return Arrays.stream(KmsOrigin.values())
                .filter(origin -> origin.mark() == blob[2])
                .findFirst()
                .orElseThrow();
    }

    /// Read from the shape, which knows nothing of our own reader.
    private static int plaintextLength(byte[] blob) {
        String shape = KmsBlobShape.of(blob);
        String content = shape.substring(shape.indexOf(" 80:") + 4, shape.lastIndexOf("[masked]"));
        return Integer.parseInt(content) - 27;
    }
}
