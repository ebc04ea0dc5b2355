package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.keymend.local.Invocation;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/// Random damage to a batch never gets out as an exception.
final class KeymendFuzzTest extends StackFixture {
    private static final int ROUNDS = 2_000;

    @Test
    void aDamagedBatchIsAnsweredAllTheSame() throws IOException {
        long seed = System.nanoTime();
        System.out.println("KeymendFuzzTest seed " + seed);
        Random random = new Random(seed);
        byte[] whole = Invocation.sample("sqs-batch.json").getBytes(StandardCharsets.UTF_8);
        int batches = 0;
        for (int round = 0; round < ROUNDS; round++) {
            JsonNode answer = send(damaged(whole, random));
            assertThat(answer.has("batchItemFailures") || answer.has("error"))
                    .as("seed %d round %d: %s", seed, round, answer)
                    .isTrue();
            batches += answer.has("batchItemFailures") ? 1 : 0;
        }
        assertThat(batches).as("still read as batches").isBetween(1, ROUNDS - 1);
        assertThat(log()).doesNotContain("\"level\":\"ERROR\"");
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes[at] =
                    switch (random.nextInt(4)) {
                        case 0 -> (byte) random.nextInt(256);
                        case 1 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
                        case 2 -> (byte) "{}[]\",:\\0".charAt(random.nextInt(9));
                        default -> bytes[random.nextInt(bytes.length)];
                    };
        }
        return bytes;
    }
}
