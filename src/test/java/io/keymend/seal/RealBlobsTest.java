package io.keymend.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keymend.seal.KmsBlob.Parsed;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The reader against blobs that KMS itself made, where they are on this machine.
final class RealBlobsTest {
    private static final Path FILE = Path.of("../shared/data/kms-blobs.tsv");

    /// Generation 0, of 2015, wraps a whole blob and starts with 0A 20; nothing reads it yet.
    private static final int WRAPPED = 0x0a;

    private static final List<String> TEXTS = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        assumeTrue(Files.exists(FILE), "the collected blobs are not on this machine");
        Files.readAllLines(FILE).stream()
                .skip(1)
                .map(line -> line.split("\t", -1)[3])
                .forEach(TEXTS::add);
    }

    @Test
    void everyBlobIsReadOrRefusedForAReason() {
        Map<String, Integer> counts = new TreeMap<>();
        for (String text : TEXTS) {
            counts.merge(kind(Base64.getDecoder().decode(text)), 1, Integer::sum);
        }
        assertThat(counts)
                .as("of %d values", TEXTS.size())
                .isEqualTo(
                        Map.of(
                                "generation 0", 19,
                                "generation 1", 188,
                                "generation 2", 1_269,
                                "damaged: its header announces 126 bytes and 2 follow", 3,
                                "damaged: its header announces 126 bytes and 4 follow", 10));
    }

    @Test
    void theMiddleOfTheBase64IsTheFingerprint() {
        for (String text : TEXTS) {
            if (KmsBlob.parse(Base64.getDecoder().decode(text)) instanceof Parsed.Blob(var blob)) {
                assertThat(blob.fingerprint().base64Middle()).isEqualTo(text.substring(6, 50));
                assertThat(Fingerprint.ofBase64Middle(text.substring(6, 50)))
                        .isEqualTo(blob.fingerprint());
            }
        }
    }

    private static String kind(byte[] bytes) {
        return switch (KmsBlob.parse(bytes)) {
            case Parsed.Blob(var blob) -> "generation " + blob.generation();
            case Parsed.Damaged(var why) -> "damaged: " + why;
            case Parsed.NotKms() -> bytes[0] == WRAPPED ? "generation 0" : "not KMS";
        };
    }

    @Test
    void aFewMaterialsSealedThemAll() {
        TreeSet<String> fingerprints = new TreeSet<>();
        for (String text : TEXTS) {
            if (KmsBlob.parse(Base64.getDecoder().decode(text)) instanceof Parsed.Blob(var blob)) {
                fingerprints.add(blob.fingerprint().hex());
            }
        }
        assertThat(fingerprints.size() * 20).isLessThan(TEXTS.size());
    }
}
