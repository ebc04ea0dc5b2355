package io.keymend.aead;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.json.Json;
import io.keymend.json.Node;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Known answers, which are kept beside the project and not in it.
final class SemaphoreVectorsTest {
    private static final Path FILE = Path.of("../shared/data/semaphore-vectors.json");

    @Test
    void everyVectorEndsAtItsStepWithGosWords() throws IOException, Json.Unreadable {
        List<Node> vectors = file().at("vectors").elements();
        for (Node vector : vectors) {
            Outcome outcome = read(vector);
            assertThat(outcome.step().name() + ": " + Wording.go(outcome))
                    .as(vector.at("name").textOrEmpty())
                    .isEqualTo(
                            vector.at("goStep").textOrEmpty()
                                    + ": "
                                    + vector.at("goError").textOrEmpty());
        }
        assertThat(vectors).hasSizeGreaterThanOrEqualTo(24);
    }

    @Test
    void whatFollowsTheOpeningEndsAtItsStep() throws IOException, Json.Unreadable {
        List<Node> vectors = file().at("afterDecrypt").elements();
        for (Node vector : vectors) {
            assertThat(read(vector).step().name())
                    .as(vector.at("name").textOrEmpty())
                    .isEqualTo(vector.at("expect").textOrEmpty());
        }
        assertThat(vectors).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void everyKeyHasItsId() throws IOException, Json.Unreadable {
        Node ids = file().at("keyIds");
        for (String key : ids.names()) {
            try (KeyCandidate candidate = Sealing.candidate("k", Origin.KEPT, key)) {
                assertThat(candidate.ref().keyId()).isEqualTo(ids.at(key).textOrEmpty());
            }
        }
        assertThat(ids.names()).hasSizeGreaterThanOrEqualTo(5);
    }

    private static Outcome read(Node vector) {
        byte[] key = vector.at("key").textOrEmpty().getBytes(StandardCharsets.UTF_8);
        SecretType type = SecretType.of(vector.at("type").textOrEmpty());
        try (Keyring ring =
                Keyring.of(List.of(KeyCandidate.of("the key", Origin.ENVIRONMENT, key)))) {
            return new SecretReader(ring)
                    .read(Sealing.row(type, vector.at("secret").textOrEmpty()));
        }
    }

    private static Node file() throws IOException, Json.Unreadable {
        Assumptions.assumeTrue(Files.isReadable(FILE), () -> "no known answers at " + FILE);
        return new Json().read(Files.readAllBytes(FILE));
    }
}
