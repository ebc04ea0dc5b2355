package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.aws.AwsAdapters;
import io.keymend.doctor.KeySource;
import io.keymend.install.OwnKey;
import io.keymend.json.Json;
import io.keymend.local.Invocation;
import io.keymend.local.Reinstall;
import io.keymend.local.Story;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// Installs that cannot be recorded are refused with what is wrong, never with a database's error.
final class RecordInstallTest extends StackFixture {
    static Stream<Arguments> faults() {
        String arn = "arn:aws" + "a".repeat(300);
        return Stream.of(
                Arguments.of("/uninstalledAt", "1795075972", "uninstalledAt is not text: a number"),
                Arguments.of("/uninstalledAt", "{}", "an object"),
                Arguments.of("/uninstalledAt", "\"\\u0000\"", "uninstalledAt is not a UTC time"),
                Arguments.of("/installedAt", "\"+1000000-01-01T00:00:00Z\"", "installedAt is not"),
                Arguments.of("/installedAt", "\"-0001-01-01T00:00:00Z\"", "installedAt is not"),
                Arguments.of("/installedAt", "\"0999-01-01T00:00:00Z\"", "installedAt is not"),
                Arguments.of("/id", "7", "id is not text: a number"),
                Arguments.of("/id", "[]", "an array"),
                Arguments.of("/version", "true", "a boolean"),
                Arguments.of("/recordedBy", "null", "recordedBy is missing"),
                Arguments.of("/region", '"' + "eu" + "-west".repeat(60) + "-1\"", "region is not"),
                Arguments.of("/roles", "[7]", "roles[0] is missing"),
                Arguments.of("/roles", "{}", "roles is missing"),
                Arguments.of(
                        "/roles",
                        "[\"arn:aws:iam::111122223333:role/*\"]",
                        "roles[0] is not an IAM role ARN whose name begins with three characters"),
                Arguments.of("/roles", "[\"" + arn + ":iam::111122223333:role/a\"]", "roles[0]"),
                Arguments.of("/keys", "[null]", "keys[0].arn is missing"),
                Arguments.of("/keys/0/arn", "[]", "keys[0].arn is missing"),
                Arguments.of(
                        "/keys/0/arn",
                        '"' + arn + ":kms:eu-west-1:111122223333:key/a\"",
                        "keys[0].arn is not"),
                Arguments.of(
                        "/uninstaledAt",
                        "\"2026-11-18T16:40:00Z\"",
                        "there is no field uninstaledAt"),
                Arguments.of("/database/port", "\"5432\"", "there is no field database.port"),
                Arguments.of("/version", '"' + "9".repeat(100_000) + '"', "9".repeat(200) + "..."),
                Arguments.of("/database", "\"x\"", "database.clusterArn is missing"),
                Arguments.of("/database/engine", "\"oracle\"", "database.engine is not"),
                Arguments.of(
                        "/database/clusterArn",
                        '"' + arn + ":rds:eu-west-1:111122223333:cluster:a\"",
                        "database.clusterArn is not"),
                Arguments.of(
                        "/database/secretArn",
                        '"' + arn + ":secretsmanager:eu-west-1:111122223333:secret:a\"",
                        "database.secretArn is not"));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("faults")
    void aFieldThatCannotBeKeptIsNamed(String pointer, String value, String named)
            throws IOException {
        JsonNode command =
                MAPPER.readTree(Invocation.sample("command-record-current-install.json"));
        int name = pointer.lastIndexOf('/');
        JsonNode parent = command.at("/install" + pointer.substring(0, name));
        ((ObjectNode) parent).set(pointer.substring(name + 1), MAPPER.readTree(value));

        JsonNode answer = send(command.toString());

        assertThat(answer.path("error").asText()).isEqualTo("the install was not recorded");
        assertThat(answer.path("faults").toString()).contains(named);
    }

    static Stream<Arguments> ownKeyFaults() {
        return Stream.of(
                Arguments.of("/ownKey", "[]", "ownKey is not an object: an array"),
                Arguments.of("/ownKey", "{}", "ownKey.kept is missing: at least one"),
                Arguments.of("/ownKey/kept", "{}", "ownKey.kept is missing: at least one"),
                Arguments.of("/ownKey/keep", "[]", "there is no field ownKey.keep"),
                Arguments.of("/ownKey/logGroup", "7", "ownKey.logGroup is not text: a number"),
                Arguments.of("/ownKey/logGroup", "\"/ecs/a b\"", "ownKey.logGroup is not a log"),
                Arguments.of("/ownKey/kept", "[null]", "ownKey.kept[0].as is missing"),
                Arguments.of("/ownKey/kept", "[7]", "ownKey.kept[0].secretArn is missing"),
                Arguments.of("/ownKey/kept/1/as", "[]", "ownKey.kept[1].as is not text: an array"),
                Arguments.of("/ownKey/kept/1/at", "\"x\"", "there is no field ownKey.kept[1].at"),
                Arguments.of(
                        "/ownKey/kept/0/pointer",
                        "\"access_key\"",
                        "ownKey.kept[0].pointer is not a JSON pointer"));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("ownKeyFaults")
    void aPlaceThatIsNoneIsNamed(String pointer, String value, String named) throws IOException {
        JsonNode command =
                MAPPER.readTree(Invocation.sample("command-record-semaphore-install.json"));
        int name = pointer.lastIndexOf('/');
        JsonNode parent = command.at("/install" + pointer.substring(0, name));
        ((ObjectNode) parent).set(pointer.substring(name + 1), MAPPER.readTree(value));

        JsonNode answer = send(command.toString());

        assertThat(answer.path("error").asText()).isEqualTo("the install was not recorded");
        assertThat(answer.path("faults").toString()).contains(named);
    }

    @Test
    void anOwnKeyIsListedAsItWasRecorded() throws IOException {
        JsonNode command =
                MAPPER.readTree(Invocation.sample("command-record-semaphore-install.json"));

        assertThat(send(command.toString()).path("outcome").asText()).isIn("recorded", "replaced");

        assertThat(send("{\"command\":\"installs\"}").path("installs"))
                .filteredOn(install -> install.path("id").asText().equals("semaphore-2026"))
                .singleElement()
                .satisfies(install ->
                        assertThat(install.path("ownKey")).isEqualTo(command.at("/install/ownKey")))
                .satisfies(install -> assertThat(install.path("roles")).isEmpty());
        assertThat(send("{\"command\":\"installs\"}").at("/installs/0").has("ownKey")).isFalse();
    }

    @Test
    void theKeysOfTheSampleAreReadFromWhereItSays() throws IOException {
        String command = Invocation.sample("command-record-semaphore-install.json");
        send(command);
        List<String> arns =
                MAPPER.readTree(command).at("/install/ownKey/kept").findValuesAsText("secretArn");
        arns.forEach(stack::letKeymendReadKeysFrom);
        stack.secrets().createSecret(arns.getFirst(), "A".repeat(43) + "=");
        stack.secrets()
                .createSecret(
                        arns.getLast(), "{\"access_key_encryption\":\"" + "B".repeat(43) + "=\"}");
        Settings settings = Settings.from(stack.environment());
        AwsAdapters aws =
                new AwsAdapters(
                        stack.clients(),
                        settings.history(),
                        settings.topicArn(),
                        settings.self(),
                        clock(),
                        new Json());
        OwnKey where =
                aws.history().all().stream()
                        .flatMap(install -> install.ownKey().stream())
                        .findFirst()
                        .orElseThrow();

        try (KeySource.Found found = aws.ownKeys().keys(where)) {
            assertThat(found.notes()).isEmpty();
            assertThat(found.ring().refsInUse())
                    .singleElement()
                    .satisfies(key -> assertThat(key.name()).contains("semaphore/access-key"));
            assertThat(found.ring().refsOfOthers().getFirst().name()).contains("semaphore/config");
        }
        assertThat(where.logGroup()).contains("/ecs/semaphore");
    }

    @Test
    void anInstallWithoutAKeyOfKmsHasNothingToPlanAndNoFault() throws IOException {
        JsonNode command =
                MAPPER.readTree(Reinstall.sample(stack, "command-record-semaphore-install.json"));
        ObjectNode database = (ObjectNode) command.at("/install/database");
        database.put("clusterArn", Story.PRODUCT_CLUSTER);
        database.put("secretArn", Story.READER_SECRET);
        send(command.toString());

        for (String mode : List.of("reseal", "purge-gone", "purge-superseded")) {
            JsonNode answer =
                    send(
                            "{\"command\":\"plan\",\"install\":\"semaphore-2026\",\"mode\":\""
                                    + mode
                                    + "\",\"context\":{}}");
            assertThat(answer.path("outcome").asText())
                    .as(mode)
                    .isEqualTo("there is nothing to plan");
        }
    }

    @Test
    void withoutAnOwnKeyKeysAndRolesAreAskedFor() throws IOException {
        ObjectNode command =
                (ObjectNode)
                        MAPPER.readTree(Invocation.sample("command-record-semaphore-install.json"));
        ((ObjectNode) command.path("install")).putNull("ownKey");

        assertThat(send(command.toString()).path("faults"))
                .extracting(JsonNode::asText)
                .satisfiesExactly(
                        fault -> assertThat(fault).startsWith("keys is missing"),
                        fault -> assertThat(fault).startsWith("roles is missing"));
    }

    @Test
    void anInstallThatIsMissingHasAllFaultsAtOnce() throws IOException {
        for (String install : new String[] {"null", "[]", "7", "{}"}) {
            JsonNode answer = send("{\"command\":\"record-install\",\"install\":" + install + "}");
            assertThat(answer.path("faults").size()).as(install).isGreaterThan(9);
        }
        assertThat(send("{\"command\":\"record-install\"}").path("faults")).isNotEmpty();
    }

    @Test
    void aRegionOfAnyPartitionIsTaken() throws IOException {
        for (String region :
                new String[] {
                    "us-gov-west-1", "cn-northwest-1", "us-isob-east-1", "eusc-de-east-1"
                }) {
            String command =
                    Invocation.sample("command-record-current-install.json")
                            .replace("\"region\": \"eu-west-1\"", "\"region\": \"" + region + '"');
            assertThat(send(command).path("outcome").asText()).as(region).isEqualTo("replaced");
        }
    }
}
