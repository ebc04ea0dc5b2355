package io.keymend.seal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// The 1,489 real values with the label found beside each: of the 3,011 pairs that were measured,
/// those that may be kept. Numbers that differ from the measurement differ for that reason.
final class RealBlobsTest {
    private static final int HEADERS_ONLY = 13;
    private static final String MITODL = "mitodl/ol-infrastructure";

    private final List<String[]> rows = RealData.rows(RealData.BLOBS);

    private static ValueReading read(String[] row) {
        return SealReader.read(row[3]);
    }

    @Test
    void everyCompleteBlobIsWhole() {
        List<ValueReading> whole =
                rows.stream().map(RealBlobsTest::read).filter(RealBlobsTest::isWhole).toList();

        assertThat(whole).hasSize(rows.size() - HEADERS_ONLY);
        assertThat(whole)
                .allSatisfy(reading -> {
                    assertThat(reading.format()).isEqualTo(Format.KMS_BLOB);
                    assertThat(reading.storage()).isEqualTo(Storage.BASE64);
                    assertThat(reading.seals()).hasSize(1);
                });
    }

    @Test
    void theMiddleOfTheBase64IsTheFingerprint() {
        int compared = 0;
        for (String[] row : rows) {
            ValueReading reading = read(row);
            if (isWhole(reading) && row[3].startsWith("AQ")) {
                compared++;
                String middle = row[3].substring(6, 50);
                assertThat(Fingerprint.ofBase64Middle(middle))
                        .isEqualTo(reading.seals().getFirst().fingerprint());
                assertThat(Fingerprint.ofBase64Middle(middle).base64Middle()).isEqualTo(middle);
            }
        }
        assertThat(compared).isGreaterThan(1_400);
    }

    @Test
    void bytesHexAndBase64UrlSayTheSame() {
        for (String[] row : rows) {
            byte[] bytes = Base64.getDecoder().decode(row[3]);
            String url = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            ValueReading reading = read(row);
            assertThat(seen(SealReader.read(bytes))).isEqualTo(seen(reading));
            assertThat(seen(SealReader.read(HexFormat.of().formatHex(bytes))))
                    .isEqualTo(seen(reading));
            assertThat(seen(SealReader.read(url))).isEqualTo(seen(reading));
            assertThat(seen(SealReader.read(row[3].replaceAll("(.{64})", "$1\n"))))
                    .isEqualTo(seen(reading));
        }
    }

    @Test
    void everyDamagedBlobIsRefusedWithTheReason() {
        List<ValueReading> damaged =
                rows.stream()
                        .map(RealBlobsTest::read)
                        .filter(reading -> !isWhole(reading))
                        .toList();

        assertThat(damaged)
                .hasSize(HEADERS_ONLY)
                .allSatisfy(reading -> {
                    assertThat(reading.seals()).isEmpty();
                    assertThat(reading.structure())
                            .isInstanceOfSatisfying(
                                    Structure.Damaged.class,
                                    it ->
                                            assertThat(it.why())
                                                    .matches(
                                                            "its header announces 126 bytes"
                                                                    + " and [24] follow"));
                });
    }

    @Test
    void generationsAndOperationsAreAsMeasured() {
        Map<String, Integer> counts = new HashMap<>();
        for (String[] row : rows) {
            for (Seal seal : read(row).seals()) {
                KmsBlob blob = Objects.requireNonNull(seal.blob());
                counts.merge(blob.generation() + "/" + blob.operation(), 1, Integer::sum);
            }
        }

        assertThat(counts)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("0/1", 1, "0/2", 18, "1/1", 186, "1/2", 2, "2/1", 353, "2/2", 916));
    }

    @Test
    void aKeyHasOneFingerprintUntilItsMaterialRotates() {
        Map<String, Set<Fingerprint>> fingerprints = new HashMap<>();
        for (String[] row : rows) {
            if (row[1].startsWith("arn:") && row[1].contains(":key/")) {
                read(row)
                        .seals()
                        .forEach(seal ->
                                fingerprints
                                        .computeIfAbsent(row[1], _ -> new HashSet<>())
                                        .add(fingerprint(seal)));
            }
        }
        Map<String, Integer> rotated = new HashMap<>();
        fingerprints.forEach((key, all) -> {
            if (all.size() > 1) {
                rotated.put(key, all.size());
            }
        });

        assertThat(rotated)
                .containsExactly(
                        Map.entry(
                                "arn:aws:kms:us-east-1:610119931565:key/29397ad6-5cfd-43ef-8f43-818b19ab75e4",
                                3));
    }

    @Test
    void repositoriesHaveAsFewFingerprintsAsMeasured() {
        assertThat(fingerprintsOf(MITODL)).hasSize(20);
        assertThat(fingerprintsOf("boundless-xyz/boundless")).hasSize(5);
    }

    @Test
    void replicasOfAMultiRegionKeyShareOneFingerprint() {
        Map<Fingerprint, Set<String>> regions = new HashMap<>();
        for (String[] row : rows) {
            if (row[1].contains("key/mrk-80bd8ecd")) {
                read(row)
                        .seals()
                        .forEach(seal ->
                                regions.computeIfAbsent(fingerprint(seal), _ -> new TreeSet<>())
                                        .add(row[1].substring(12, 21)));
            }
        }

        assertThat(regions.values()).containsExactly(Set.of("us-east-1", "us-west-2"));
    }

    @Test
    void wrongLabelsAreReportedAndNotBelieved() {
        Labels labels = new Labels();
        rows.forEach(
                row -> read(row).seals().forEach(seal -> labels.note(fingerprint(seal), row[1])));
        List<String> wrong = new ArrayList<>();
        for (String[] row : rows) {
            for (Seal seal : read(row).seals()) {
                if (labels.compare(fingerprint(seal), row[1]) == Labels.Answer.DISAGREE) {
                    wrong.add(row[0] + " " + fingerprint(seal).brief());
                }
            }
        }

        assertThat(wrong)
                .containsExactlyInAnyOrder(
                        MITODL + " 6a389d99",
                        MITODL + " 6a389d99",
                        MITODL + " 6a389d99",
                        MITODL + " 6a389d99",
                        MITODL + " b7319fcf",
                        MITODL + " b7319fcf",
                        MITODL + " d9018e4b",
                        "mongodb/mongo-python-driver 50366586");
    }

    private Set<Fingerprint> fingerprintsOf(String source) {
        Set<Fingerprint> all = new HashSet<>();
        rows.stream()
                .filter(row -> row[0].equals(source))
                .forEach(row -> read(row).seals().forEach(seal -> all.add(fingerprint(seal))));
        return all;
    }

    private static Fingerprint fingerprint(Seal seal) {
        return Objects.requireNonNull(seal.fingerprint());
    }

    private static boolean isWhole(ValueReading reading) {
        return reading.structure() instanceof Structure.Whole;
    }

    /// All but how it is stored.
    private static List<Object> seen(ValueReading reading) {
        return List.of(
                reading.format(),
                reading.structure(),
                reading.seals().stream().map(Seal::blob).toList());
    }
}
