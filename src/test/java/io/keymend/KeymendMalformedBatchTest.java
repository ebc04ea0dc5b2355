package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.local.Invocation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Messages that cannot be read, in one batch with a denial: they alone are reported, and the
/// denial is announced.
final class KeymendMalformedBatchTest extends StackFixture {
    private static final int MEBIBYTE = 1 << 20;
    private static final int CUTS = 300;

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("1 MiB of spaces", " ".repeat(MEBIBYTE)),
                Arguments.of("1 MiB of zero characters", "\0".repeat(MEBIBYTE)),
                Arguments.of("1 MiB of letters", "a".repeat(MEBIBYTE)),
                Arguments.of("deep arrays", "[".repeat(100_000) + "]".repeat(100_000)),
                Arguments.of("deep objects", "{\"a\":".repeat(100_000)),
                Arguments.of("half a character", "\ud83d"),
                Arguments.of("a number", "1"),
                Arguments.of("a huge number", "9".repeat(5_000)),
                Arguments.of("a boolean", "false"),
                Arguments.of("null", "null"),
                Arguments.of("a string", "\"x\""),
                Arguments.of("an array", "[]"),
                Arguments.of("an empty object", "{}"),
                Arguments.of("a command", "{\"command\": \"create-schema\"}"),
                Arguments.of("a batch in a batch", Invocation.sqsBatch("{}")),
                Arguments.of(
                        "an S3 notification", "{\"Records\": [{\"eventSource\": \"aws:s3\"}]}"),
                Arguments.of("the console's test event", "{\"key1\": \"value1\"}"),
                Arguments.of(
                        "an envelope of nothing", "{\"detail-type\": \"a\", \"detail\": null}"),
                Arguments.of(
                        "an envelope of no record", "{\"detail-type\": \"a\", \"detail\": {}}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void itAloneIsReportedAndTheDenialIsAnnounced(String what, String body) throws IOException {
        assertThat(failed(body, denied(), body)).as(what).containsExactly("message-0", "message-2");
        assertThat(alerts()).isEqualTo(1);
        assertThat(log()).contains("\"could not be read\"").hasSizeLessThan(10_000);
    }

    @Test
    void aBodyCutAnywhereIsReportedAndTheDenialIsAnnounced() throws IOException {
        String whole = denied().strip();
        List<String> bodies = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        for (int i = 0; i < CUTS; i++) {
            bad.add("message-" + bodies.size());
            bodies.add(whole.substring(0, i * whole.length() / CUTS));
        }
        bodies.add(whole);

        assertThat(failed(bodies.toArray(String[]::new))).isEqualTo(bad);
        assertThat(alerts()).isEqualTo(1);
    }

    @Test
    void theSampleBatchIsAnsweredInPart() throws IOException {
        assertThat(failedIn(send(Invocation.sample("sqs-batch.json"))))
                .containsExactly("88ddba53-ee6e-4b9a-9b8e-f508f585e2ac");
        assertThat(alerts()).isEqualTo(1);
    }

    @Test
    void aMessageWithoutABodyIsReported() throws IOException {
        for (String wrong : List.of("7", "null", "[]", "{\"detail-type\": \"a\"}")) {
            JsonNode batch = batch();
            ((ObjectNode) batch.at("/Records/0")).set("body", MAPPER.readTree(wrong));
            assertThat(failedIn(send(batch.toString()))).as(wrong).containsExactly("message-0");
        }
        JsonNode batch = batch();
        ((ObjectNode) batch.at("/Records/0")).remove("body");
        assertThat(failedIn(send(batch.toString()))).containsExactly("message-0");
        assertThat(alerts()).isEqualTo(1);
    }

    /// Lambda takes an empty id for a failure of the whole batch, so nothing gets lost.
    @Test
    void aBadMessageWithoutAnIdFailsTheBatch() throws IOException {
        JsonNode batch = batch();
        ((ObjectNode) batch.at("/Records/0")).remove("messageId");

        assertThat(failedIn(send(batch.toString()))).containsExactly("");
        assertThat(alerts()).isEqualTo(1);
    }

    @Test
    void aDenialWithFieldsNobodyKnowsIsAnnounced() throws IOException {
        ObjectNode envelope = (ObjectNode) MAPPER.readTree(denied());
        ((ObjectNode) envelope.path("detail")).put("future", "x".repeat(100_000));
        envelope.set("version", MAPPER.readTree("1e999"));

        assertThat(failed("\ufeff" + envelope)).isEmpty();
        assertThat(alerts()).isEqualTo(1);
    }

    /// A batch of a bad message and a denial.
    private JsonNode batch() throws IOException {
        return MAPPER.readTree(Invocation.sqsBatch("x", denied()));
    }
}
