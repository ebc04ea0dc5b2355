package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.keymend.local.Invocation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/// Input that is nothing Keymend knows, sent by hand: a clear error, what would be accepted, and an
/// example of it.
final class KeymendMalformedInputTest extends StackFixture {
    private static final int MEBIBYTE = 1 << 20;

    static Stream<Arguments> inputs() {
        return Stream.of(
                Arguments.of("nothing", bytes(""), "it is empty"),
                Arguments.of("1 MiB of spaces", bytes(" ".repeat(MEBIBYTE)), "it is empty"),
                Arguments.of("1 MiB of zero bytes", new byte[MEBIBYTE], "it is not JSON"),
                Arguments.of("1 MiB of letters", bytes("a".repeat(MEBIBYTE)), "it is not JSON"),
                Arguments.of("1 MiB of digits", bytes("1".repeat(MEBIBYTE)), "a number too long"),
                Arguments.of("1 MiB of text", bytes('"' + "a".repeat(MEBIBYTE) + '"'), "a string"),
                Arguments.of("deep arrays", bytes("[".repeat(100_000)), "deeper than 100 levels"),
                Arguments.of(
                        "deep objects", bytes("{\"a\":".repeat(100_000)), "deeper than 100 levels"),
                Arguments.of("a cut string", bytes("{\"command\": \"he"), "it ends too early"),
                Arguments.of("two documents", bytes("{} {}"), "something follows"),
                Arguments.of("text after it", bytes("{}x"), "it is not JSON"),
                Arguments.of("not UTF-8", new byte[] {'"', (byte) 0xc3, '"'}, "not valid UTF-8"),
                Arguments.of("Latin-1", latin("{\"command\": \"é\"}"), "not valid UTF-8"),
                Arguments.of("a lone byte", new byte[] {(byte) 0xff}, "it is not"),
                Arguments.of("a huge exponent", bytes("[1e999999999]"), "an array"),
                Arguments.of("a comment", bytes("/* {} */"), "it is not JSON"),
                Arguments.of("single quotes", bytes("{'command': 'help'}"), "it is not JSON"),
                Arguments.of("a number", bytes("12"), "the input is a number"),
                Arguments.of("a boolean", bytes("true"), "the input is a boolean"),
                Arguments.of("null", bytes("null"), "the input is null"),
                Arguments.of("an array", bytes("[{}]"), "the input is an array"),
                Arguments.of("an empty object", bytes("{}"), "the input is empty"),
                Arguments.of("an empty batch", bytes("{\"Records\": []}"), "none of the known"),
                Arguments.of("Records of a number", bytes("{\"Records\": 1}"), "none of the known"),
                Arguments.of(
                        "an S3 notification",
                        bytes("{\"Records\": [{\"eventSource\": \"aws:s3\", \"s3\": {}}]}"),
                        "none of the known"),
                Arguments.of(
                        "mixed sources",
                        bytes(
                                "{\"Records\": [{\"eventSource\": \"aws:sqs\", \"body\": \"\"},"
                                        + " {\"eventSource\": \"aws:s3\"}]}"),
                        "none of the known"),
                Arguments.of(
                        "an envelope of nothing",
                        bytes("{\"detail-type\": \"a\", \"detail\": []}"),
                        "detail is an array"),
                Arguments.of(
                        "an envelope without detail", bytes("{\"detail-type\": \"a\"}"), "nothing"),
                Arguments.of(
                        "a denial without a time",
                        bytes(
                                "{\"eventSource\": \"kms.amazonaws.com\", \"eventName\":"
                                    + " \"Decrypt\", \"errorCode\": \"AccessDenied\", \"eventID\":"
                                    + " \"1\"}"),
                        "eventTime"),
                Arguments.of(
                        "an unknown command", bytes("{\"command\": \"x\\u202e\"}"), "x\\u{202e}"),
                Arguments.of(
                        "a command of a number", bytes("{\"command\": 7}"), "none of the known"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void itIsNamedAndWhatIsAcceptedIsShown(String what, byte[] input, String named)
            throws IOException {
        JsonNode answer = send(input);

        assertThat(answer.path("error").asText()).as(what).contains(named).hasSizeLessThan(300);
        shows(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"console-default.json", "empty.json"})
    void aSampleOfSomethingElseIsNamed(String sample) throws IOException {
        JsonNode answer = send(Invocation.sample(sample));

        assertThat(answer.path("error").asText()).startsWith("the input ");
        shows(answer);
    }

    @Test
    void aDenialCutAtAnyByteIsNamed() throws IOException {
        byte[] whole = bytes(denied().strip());
        for (int length = 0; length < whole.length; length++) {
            JsonNode answer = send(Arrays.copyOf(whole, length));
            assertThat(answer.path("error").asText())
                    .as("cut after %d bytes", length)
                    .startsWith("the input is not a JSON document: it ");
            shows(answer);
        }
        assertThat(alerts()).isZero();
    }

    @Test
    void theExampleItShowsIsValidInput() throws IOException {
        JsonNode example = send("{}").path("example");

        assertThat(send(example.toString()).path("outcome").asText()).isEqualTo("replaced");
    }

    @Test
    void aByteOrderMarkAndUtf16AreReadAllTheSame() throws IOException {
        String help = Invocation.sample("command-help.json");

        for (byte[] input :
                new byte[][] {
                    bytes("\ufeff" + help),
                    help.getBytes(StandardCharsets.UTF_16BE),
                    help.getBytes(StandardCharsets.UTF_16LE)
                }) {
            JsonNode answer = send(input);
            assertThat(answer.has("error")).isFalse();
            shows(answer);
        }
    }

    @Test
    void ofTwoFieldsWithOneNameTheLastCounts() throws IOException {
        assertThat(send("{\"command\": \"installs\", \"command\": \"help\"}").has("commands"))
                .isTrue();
    }

    private static void shows(JsonNode answer) {
        assertThat(answer.path("accepts")).isNotEmpty();
        assertThat(answer.path("commands")).isNotEmpty();
        assertThat(answer.path("example").path("command").asText()).isEqualTo("record-install");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
