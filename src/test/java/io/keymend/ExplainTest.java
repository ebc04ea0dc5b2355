package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.local.Invocation;
import io.keymend.local.Story;
import io.keymend.localaws.Fault;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// What `explain` answers. It publishes and counts nothing.
final class ExplainTest extends StackFixture {
    private JsonNode explain(String field, JsonNode value) throws IOException, SQLException {
        long counted = incidents();
        ObjectNode command = MAPPER.createObjectNode().put("command", "explain");
        command.set(field, value);
        JsonNode answer = send(command.toString()).path("explained");
        assertThat(alerts()).as("alerts").isZero();
        assertThat(incidents()).as("counted denials").isEqualTo(counted);
        return answer;
    }

    private JsonNode event(String sample) throws IOException, SQLException {
        return explain("event", MAPPER.readTree(Invocation.sample(sample)));
    }

    private JsonNode text(String field, String text) throws IOException, SQLException {
        return explain(field, MAPPER.getNodeFactory().textNode(text)).path(0);
    }

    private static String message() throws IOException {
        return MAPPER.readTree(Invocation.sample("current-key-denied-by-scp.json"))
                .at("/detail/errorMessage")
                .asText();
    }

    @Test
    void anEventIsReadMatchedAndJudged() throws IOException, SQLException {
        JsonNode answer = event("current-key-denied-by-scp.json").path(0);

        fields(
                answer,
                "reading: refused",
                "reason: none",
                "kind: record",
                "refusal: access-denied",
                "errorCode: AccessDenied",
                "operation: kms:Decrypt",
                "key: " + Story.CURRENT_KEY,
                "keyFrom: errorMessage",
                "keyAsked: none",
                "keyRegion: eu-west-1",
                "keyAccount: 111122223333",
                "partition: aws",
                "layer: service control",
                "policy:"
                    + " arn:aws:organizations::111122223333:policy/o-a1b2c3d4e5/service_control_policy/p-0f1e2d3c",
                "region: eu-west-1",
                "account: 111122223333",
                "role: " + Story.CURRENT_ROLE,
                "principalType: AssumedRole",
                "service: none",
                "match: current",
                "verdict: AccessMissing");
        assertThat(answer.path("explicit").booleanValue()).isTrue();
        assertThat(answer.path("layerCertain").booleanValue()).isTrue();
        assertThat(answer.path("crossAccount").isBoolean()).isTrue();
        assertThat(answer.path("crossAccount").booleanValue()).isFalse();
        assertThat(answer.path("installs")).extracting(JsonNode::asText).contains("spacelift-2026");
        assertThat(answer.path("why").asText()).contains("Do not touch the data");
        assertThat(answer.path("evidence").asText()).contains("0 tables not read");
        assertThat(answer.path("remedies").path(0).path("title").asText()).isNotEmpty();
        assertThat(answer.path("remedies").path(0).path("why").asText()).isNotEmpty();
    }

    @Test
    void everySampleHasAnAnswerWithTheSameFields() throws IOException, SQLException {
        List<String> names = new ArrayList<>();
        text("message", message()).fieldNames().forEachRemaining(names::add);
        for (String sample : EverySample.names()) {
            JsonNode answers = event(sample);
            assertThat(answers).as(sample).isNotEmpty();
            for (JsonNode answer : answers) {
                List<String> own = new ArrayList<>();
                answer.fieldNames().forEachRemaining(own::add);
                assertThat(own).as(sample).isEqualTo(names);
            }
        }
    }

    @Test
    void everyRecordOfADeliveryIsExplained() throws IOException, SQLException {
        assertThat(event("logs-subscription.json"))
                .extracting(answer ->
                        answer.path("record").asText() + " " + answer.path("reading").asText())
                .containsExactly(
                        "awslogs.logEvents[0] refused",
                        "awslogs.logEvents[1] unrelated",
                        "awslogs.logEvents[2] unrelated");
        assertThat(event("sqs-batch.json"))
                .extracting(answer ->
                        answer.path("record").asText() + " " + answer.path("reading").asText())
                .containsExactly("Records[0].body refused", "Records[1].body malformed");
        assertThat(event("logs-control-message.json").path(0).path("reason").asText())
                .isEqualTo("a control message of CloudWatch Logs");
    }

    @Test
    void aMessageAloneIsMatchedByItsKeyAndNotJudged() throws IOException, SQLException {
        JsonNode answer = text("message", message());

        fields(
                answer,
                "kind: message",
                "reading: refused",
                "operation: kms:Decrypt",
                "key: " + Story.CURRENT_KEY,
                "layer: service control",
                "match: key-on-record",
                "verdict: none",
                "principal: none");
        assertThat(answer.path("installs"))
                .extracting(JsonNode::asText)
                .containsExactly("spacelift-2026");
        assertThat(text("event", message())).isEqualTo(answer);
    }

    @Test
    void aMessageAboutAnotherOperationIsReadAllTheSame() throws IOException, SQLException {
        fields(
                text("message", message().replace("kms:Decrypt", "kms:GenerateDataKey")),
                "reading: unrelated",
                "reason: not a kms:Decrypt",
                "operation: kms:GenerateDataKey",
                "key: " + Story.CURRENT_KEY,
                "layer: service control");
        fields(
                text("message", ""),
                "reading: unrelated",
                "operation: none",
                "key: none",
                "layer: none",
                "policy: none");
    }

    @Test
    void anEventAsTextIsReadLikeTheEvent() throws IOException, SQLException {
        String sample = Invocation.sample("spacelift-decrypt-denied.json");

        assertThat(text("event", sample)).isEqualTo(event("spacelift-decrypt-denied.json").path(0));
    }

    @Test
    void aCutEventIsMalformedAndItsMessageIsReadAllTheSame() throws IOException, SQLException {
        String sample = Invocation.sample("current-key-denied-by-scp.json");

        fields(
                text("event", sample.substring(0, sample.indexOf("\"requestParameters\""))),
                "kind: fragment",
                "reading: malformed",
                "operation: kms:Decrypt",
                "key: " + Story.CURRENT_KEY,
                "layer: service control");
        for (int end = 1; end < sample.length(); end += 211) {
            assertThat(text("event", sample.substring(0, end)).path("reading").asText())
                    .as("cut at %d", end)
                    .isEqualTo("malformed");
        }
    }

    @Test
    void whereTheHistoryIsDownItIsReadAllTheSame() throws IOException {
        stack.rdsData()
                .faults()
                .always(
                        "ExecuteStatement",
                        new Fault.Refused(400, "DatabaseErrorException", "down"));

        JsonNode answer =
                send("{\"command\":\"explain\",\"event\":" + denied() + "}").at("/explained/0");

        fields(
                answer,
                "reading: refused",
                "key: " + Story.FORMER_KEY,
                "match: unknown",
                "verdict: none");
        assertThat(answer.path("matchWhy").asText())
                .contains("the install history could not be reached");
    }

    @Test
    void withoutAnEventOrAMessageHelpIsGiven() throws IOException {
        for (String rest : List.of("", ",\"event\":null", ",\"message\":7")) {
            assertThat(send("{\"command\":\"explain\"" + rest + "}").path("error").asText())
                    .as(rest)
                    .startsWith("explain takes an \"event\"");
        }
        assertThat(
                        send("{\"command\":\"explain\",\"event\":7}")
                                .at("/explained/0/reading")
                                .asText())
                .isEqualTo("malformed");
    }

    private static void fields(JsonNode answer, String... expected) {
        for (String field : expected) {
            String[] parts = field.split(": ", 2);
            assertThat(answer.path(parts[0]).asText()).as(parts[0]).isEqualTo(parts[1]);
        }
    }

    private long incidents() throws SQLException {
        String database = stack.environment().getOrDefault("KEYMEND_HISTORY_DATABASE", "");
        try (Connection connection = stack.server().admin(database);
                Statement statement = connection.createStatement();
                ResultSet sum =
                        statement.executeQuery(
                                "SELECT COALESCE(sum(denials), 0) FROM keymend.incident")) {
            sum.next();
            return sum.getLong(1);
        }
    }
}
