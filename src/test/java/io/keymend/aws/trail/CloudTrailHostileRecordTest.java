package io.keymend.aws.trail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.denial.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A denial in which one field after the other is missing or of the wrong type.
final class CloudTrailHostileRecordTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> WRONG =
            List.of(
                    "null",
                    "\"\"",
                    "0",
                    "-1.5e308",
                    "123456789012345678901234567890",
                    "true",
                    "[]",
                    "{}",
                    "[[[]]]",
                    "[\"a\", null, 1]",
                    "{\"arn\": {\"ARN\": []}}");

    /// Fields without which a record cannot be a denial, and what it is without them.
    private static final Map<String, Class<? extends Reading>> NEEDED =
            Map.of(
                    "/eventSource", Reading.Malformed.class,
                    "/eventName", Reading.Malformed.class,
                    "/eventID", Reading.Malformed.class,
                    "/eventTime", Reading.Malformed.class,
                    "/errorCode", Reading.Unrelated.class);

    private static final Set<String> HOLD_THE_KEY = Set.of("/errorMessage");

    private final EventReader reader = new EventReader(Optional.empty());

    @Test
    void aFieldOfTheWrongTypeCountsAsMissing() throws IOException {
        for (String pointer : pointers()) {
            check(pointer, without(pointer));
            for (String wrong : WRONG) {
                check(pointer + " = " + wrong, with(pointer, wrong));
            }
        }
    }

    private void check(String what, ObjectNode record) {
        String pointer = what.split(" ", 2)[0];
        Reading reading = reader.read(TrailSamples.read(record.toString()));
        assertThat(reading)
                .as(what)
                .isInstanceOf(NEEDED.getOrDefault(pointer, Reading.Refused.class));
        if (reading instanceof Reading.Refused(var denial)) {
            assertThat(denial.key().isPresent())
                    .as("key, %s", what)
                    .isEqualTo(!HOLD_THE_KEY.contains(pointer));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-19",
                "2026-11-19 08:12:52",
                "1795075972",
                "now",
                "2026-13-01T00:00:00Z",
                "+1000000001-01-01T00:00:00Z"
            })
    void aTimeThatIsNoneIsMalformed(String time) throws IOException {
        assertThat(reader.read(TrailSamples.read(with("/eventTime", '"' + time + '"').toString())))
                .isInstanceOf(Reading.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"arn:aws:kms:eu-west-1:111122223333:key/1\"",
                "[\"arn:aws:kms:eu-west-1:111122223333:key/1\"]",
                "[{\"ARN\": \"\"}, {\"ARN\": null}, {\"arn\": \"x\"}, null, 7]",
                "[{\"ARN\": \"arn:aws:kms:eu-west-1:111122223333:alias/a\"}]",
                "[{\"ARN\": \"arn:aws:kms:eu-west-1:1234567890123:key/a\"}]"
            })
    void resourcesThatNameNoKeyLeaveTheMessageToNameIt(String resources) throws IOException {
        ObjectNode record = (ObjectNode) record();
        record.set("resources", MAPPER.readTree(resources));

        assertThat(reader.read(TrailSamples.read(record.toString())))
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused ->
                                assertThat(refused.denial().key().orElseThrow().id())
                                        .isEqualTo("6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "true", "12", "\"{}\"", "{}", "[{}]"})
    void whatIsNoRecordIsMalformed(String text) {
        assertThat(reader.read(TrailSamples.read(text))).isInstanceOf(Reading.Malformed.class);
    }

    /// Every field of the sample, at any depth.
    private static List<String> pointers() throws IOException {
        List<String> pointers = new ArrayList<>();
        collect("", record(), pointers);
        return pointers;
    }

    private static void collect(String at, JsonNode node, List<String> pointers) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String pointer = at + "/" + field.getKey();
            pointers.add(pointer);
            collect(pointer, field.getValue(), pointers);
        }
    }

    private static ObjectNode without(String pointer) throws IOException {
        ObjectNode record = (ObjectNode) record();
        parent(record, pointer).remove(name(pointer));
        return record;
    }

    private static ObjectNode with(String pointer, String value) throws IOException {
        ObjectNode record = (ObjectNode) record();
        parent(record, pointer).set(name(pointer), MAPPER.readTree(value));
        return record;
    }

    private static ObjectNode parent(ObjectNode record, String pointer) {
        return (ObjectNode) record.at(pointer.substring(0, pointer.lastIndexOf('/')));
    }

    private static String name(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    private static JsonNode record() throws IOException {
        return MAPPER.readTree(Files.readString(Path.of("events", "cloudtrail-record.json")));
    }
}
