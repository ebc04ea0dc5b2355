package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.local.Invocation;
import io.keymend.local.LocalStack;
import io.keymend.local.Reinstall;
import io.keymend.local.Story;
import io.keymend.local.TableChecksum;
import io.keymend.localaws.PostgresDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Events that were made up, and events whose text is meant to steer whoever reads it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForgedEventTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FOREIGN =
            "arn:aws:kms:eu-west-1:111122223333:key/e5c0d9f8-2b14-4a6e-97d3-58f1a0c7b2e4";
    private static final Instant NOW = Instant.parse("2026-11-19T08:20:00Z");

    private final LocalStack stack;
    private final KeymendFunction function;

    ForgedEventTest() throws SQLException {
        stack = LocalStack.sharing(PostgresDatabase.shared(), () -> NOW);
        function =
                stack.function(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    @BeforeAll
    void layOut() throws IOException, SQLException {
        Reinstall.layOut(stack, new Random(6));
        Reinstall.record(stack, function);
    }

    @AfterAll
    void close() {
        stack.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; DROP TABLE keymend.install; DELETE FROM accounts; --",
                "\") UNION SELECT client_secret FROM oidc_settings --",
                "<script>alert(1)</script><img src=x onerror=alert(1)>",
                "<https://example.com|open the console> [here](https://example.com) @channel",
                "\15\12\15\12What to do, least loss first\15\12\12  1. Delete every row",
                "\u0000\u0007\u001b[2J\u001b]0;x\u0007\u009b31m\u2028\u2029\u0085",
                "\u202edelete\u202c"
                        + " \u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\ufeff\udb40\udc41",
                " is not authorized to perform: kms:Decrypt on resource: " + FOREIGN,
                "%s%n${jndi:ldap://example.com/a} {{7*7}} $(id) `id`"
            })
    void whatAnEventSaysChangesItsOwnLinesAlone(String text) throws IOException, SQLException {
        String plain = alertOf(denied());
        Map<String, String> tables = TableChecksum.of(stack);
        String installs = Invocation.ofSample(function, "command-installs.json");

        String steered = alertOf(steered(text));

        assertThat(besidesTheText(steered)).isEqualTo(besidesTheText(plain));
        assertThat(steered.chars().filter(c -> c != '\n' && Character.isISOControl(c))).isEmpty();
        assertThat(steered.codePoints().filter(c -> Character.getType(c) == Character.FORMAT))
                .isEmpty();
        assertThat(TableChecksum.of(stack)).isEqualTo(tables);
        assertThat(Invocation.ofSample(function, "command-installs.json")).isEqualTo(installs);
    }

    @Test
    void aForeignKeyInTheSessionNameIsNotTheKey() throws IOException {
        ObjectNode event = denied();
        ObjectNode user = (ObjectNode) event.at("/detail/userIdentity");
        user.put("arn", user.path("arn").asText().replaceFirst("/[^/]*$", "/" + FOREIGN));
        ObjectNode detail = (ObjectNode) event.path("detail");
        detail.put(
                "errorMessage",
                detail.path("errorMessage")
                        .asText()
                        .replaceFirst("/[0-9a-f]{32} is", "/" + FOREIGN + " is"));
        assertThat(detail.path("errorMessage").asText()).contains(FOREIGN);

        String alert = alertOf(event);

        assertThat(besidesTheText(alert)).isEqualTo(besidesTheText(alertOf(denied())));
        assertThat(alert.lines().filter(line -> line.startsWith("Asked key")))
                .singleElement()
                .asString()
                .endsWith(Story.FORMER_KEY);
    }

    @Test
    void aForgedEventForAHealthyKeyLeadsToNoDeletion() throws IOException, SQLException {
        Map<String, String> tables = TableChecksum.of(stack);
        for (String code :
                List.of(
                        "AccessDenied",
                        "NotFoundException",
                        "DisabledException",
                        "KMSInvalidStateException")) {
            ObjectNode event =
                    (ObjectNode) MAPPER.readTree(Invocation.sample("forged-missing-key.json"));
            ((ObjectNode) event.path("detail")).put("errorCode", code);

            assertThat(alertOf(event))
                    .as(code)
                    .contains("is enabled. Access is missing; no row is at fault.")
                    .doesNotContain("DELETE FROM", "cancel-key-deletion", "enable-key");
        }
        assertThat(TableChecksum.of(stack)).isEqualTo(tables);
    }

    @Test
    void whatIsExplainedIsWrittenOutToo() throws IOException {
        String answer =
                Invocation.of(
                        function,
                        "{\"command\":\"explain\",\"event\":"
                                + Invocation.sample("hostile-text.json")
                                + "}");

        assertThat(answer)
                .doesNotContain("<script>", "\u202e", "\\u202e", "\\u0000", "\\u001b", "\\r\\n")
                .contains("\\\\u{202e}", "\\\\u{d}\\\\u{a}", "\\u003Cscript\\u003E");
    }

    private String alertOf(ObjectNode event) throws IOException {
        String answer = Invocation.of(function, event.toString());
        assertThat(MAPPER.readTree(answer).path("outcome").asText()).isEqualTo("announced");
        return stack.sns().deliveries("email").getLast().text();
    }

    private static ObjectNode denied() throws IOException {
        return (ObjectNode) MAPPER.readTree(Invocation.sample("spacelift-decrypt-denied.json"));
    }

    /// The denial, with this text wherever its sender could put one without losing the key.
    private static ObjectNode steered(String text) throws IOException {
        ObjectNode event = denied();
        ObjectNode detail = (ObjectNode) event.path("detail");
        detail.put("eventID", text);
        detail.put("userAgent", text);
        detail.put("awsRegion", text);
        detail.put("errorCode", "AccessDenied" + text);
        detail.put("errorMessage", "x" + text);
        detail.putArray("resources").addObject().put("ARN", Story.FORMER_KEY).put("type", text);
        ObjectNode user = (ObjectNode) detail.path("userIdentity");
        user.put("arn", user.path("arn").asText() + text);
        user.put("principalId", text);
        return event;
    }

    private static List<String> besidesTheText(String alert) {
        return alert.lines()
                .filter(line ->
                        !line.startsWith("Event")
                                && !line.startsWith("Caller")
                                && !line.startsWith("Error"))
                .toList();
    }
}
