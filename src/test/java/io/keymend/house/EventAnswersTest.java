package io.keymend.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.keymend.KeymendFunction;
import io.keymend.local.Invocation;
import io.keymend.local.LocalStack;
import io.keymend.local.Reinstall;
import io.keymend.local.World;
import io.keymend.localaws.PostgresDatabase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// What the function answers to each sample in the story of `events/README.md`, in which both
/// installs are recorded.
final class EventAnswersTest {
    private static final Map<String, String> ANSWERS =
            Map.ofEntries(
                    Map.entry("cloudtrail-record.json", "announced: Rescuable"),
                    Map.entry(
                            "command-create-schema.json",
                            "the tables of the install history exist"),
                    Map.entry("command-help.json", "help"),
                    Map.entry("command-installs.json", "installs: spacelift-2025 spacelift-2026"),
                    Map.entry("command-look-again.json", "nothing that was announced is over"),
                    Map.entry("key-deletion-scheduled.json", "announced: OutageAhead"),
                    Map.entry("key-deletion-cancelled.json", "noted: the key is as it should be"),
                    Map.entry("key-disabled.json", "announced: OutageAhead"),
                    Map.entry("key-enabled.json", "noted: the key is as it should be"),
                    Map.entry("key-policy-changed.json", "announced: OutageAhead"),
                    Map.entry("key-material-expiring.json", "announced: OutageAhead"),
                    Map.entry("key-deleted.json", "announced: OutageAhead"),
                    Map.entry("key-deleted-notice.json", "announced: OutageAhead"),
                    Map.entry(
                            "stack-made-a-key.json",
                            "noted: an event of a stack, for the install history"),
                    Map.entry(
                            "stack-deleted.json",
                            "noted: an event of a stack, for the install history"),
                    Map.entry("command-record-current-install.json", "replaced spacelift-2026"),
                    Map.entry("command-record-former-install.json", "replaced spacelift-2025"),
                    Map.entry("command-record-semaphore-install.json", "recorded semaphore-2026"),
                    Map.entry("cloudtrail-log-file.json", "handled: 1 alerts, 2 ignored"),
                    Map.entry("command-explain-event.json", "explained: refused Rescuable"),
                    Map.entry("command-explain-message.json", "explained: refused none"),
                    Map.entry(
                            "config-service-noise.json",
                            "ignored: AWS Config looking at a Lambda function"),
                    Map.entry("current-key-denied-by-scp.json", "announced: AccessMissing"),
                    Map.entry("decrypt-dry-run.json", "ignored: a dry run"),
                    Map.entry("forged-missing-key.json", "announced: AccessMissing"),
                    Map.entry("hostile-text.json", "announced: Rescuable"),
                    Map.entry(
                            "lambda-environment-noise.json",
                            "ignored: the environment of a Lambda function"),
                    Map.entry("logs-control-message.json", "handled: 0 alerts, 1 ignored"),
                    Map.entry("logs-subscription.json", "handled: 1 alerts, 2 ignored"),
                    Map.entry("semaphore-cannot-decrypt.json", "handled: 0 alerts, 4 ignored"),
                    Map.entry("secret-denied-by-service.json", "announced: NotTheDatabase"),
                    Map.entry("sns-notification.json", "handled: 1 alerts, 0 ignored"),
                    Map.entry("sqs-sns-batch.json", "to repeat:"),
                    Map.entry("vpc-endpoint-denied.json", "announced: Stranger"),
                    Map.entry("console-default.json", "the input has none of the known shapes"),
                    Map.entry("current-key-denied.json", "announced: AccessMissing"),
                    Map.entry("decrypt-by-service.json", "announced: Stranger"),
                    Map.entry("decrypt-succeeded.json", "ignored: a decrypt that succeeded"),
                    Map.entry("empty.json", "the input is empty"),
                    Map.entry("keymend-own-probe.json", "ignored: not a kms:Decrypt"),
                    Map.entry("spacelift-decrypt-denied.json", "announced: Rescuable"),
                    Map.entry("spacelift-decrypt-denied-no-key.json", "announced: Rescuable"),
                    Map.entry("spacelift-key-disabled.json", "announced: Rescuable"),
                    Map.entry("spacelift-key-pending-deletion.json", "announced: Rescuable"),
                    Map.entry("sqs-batch.json", "to repeat: 88ddba53-ee6e-4b9a-9b8e-f508f585e2ac"),
                    Map.entry("stranger-key.json", "announced: Stranger"),
                    Map.entry("stranger-role.json", "announced: Stranger"));

    /// What the alert says beyond its verdict.
    private static final Map<String, String> ALERTS =
            Map.ofEntries(
                    Map.entry("spacelift-decrypt-denied.json", "oidc_settings"),
                    Map.entry("cloudtrail-record.json", "oidc_settings"),
                    Map.entry("cloudtrail-log-file.json", "oidc_settings"),
                    Map.entry("logs-subscription.json", "oidc_settings"),
                    Map.entry("sns-notification.json", "oidc_settings"),
                    Map.entry("sqs-sns-batch.json", "oidc_settings"),
                    Map.entry("spacelift-decrypt-denied-no-key.json", "oidc_settings"),
                    Map.entry("sqs-batch.json", "oidc_settings"),
                    Map.entry("current-key-denied.json", "Do not touch the data"),
                    Map.entry("current-key-denied-by-scp.json", "Do not touch the data"),
                    Map.entry("forged-missing-key.json", "Do not touch the data"),
                    Map.entry("hostile-text.json", "\\u{1b}[2J\\u{202e}"),
                    Map.entry("decrypt-by-service.json", "secretsmanager.amazonaws.com"),
                    Map.entry("secret-denied-by-service.json", "no table was read"),
                    Map.entry("vpc-endpoint-denied.json", "No table was read"),
                    Map.entry("spacelift-key-disabled.json", "enable-key"),
                    Map.entry("spacelift-key-pending-deletion.json", "cancel-key-deletion"),
                    Map.entry("stranger-key.json", "record-install"),
                    Map.entry("stranger-role.json", "No table was read"),
                    Map.entry("key-deletion-scheduled.json", "is deleted on 2026-12-01"),
                    Map.entry("key-disabled.json", "enable-key"),
                    Map.entry("key-policy-changed.json", "get-key-policy"),
                    Map.entry("key-material-expiring.json", "loses its key material on 2026-12-01"),
                    Map.entry("key-deleted.json", "which KMS no longer knows"),
                    Map.entry("key-deleted-notice.json", "which KMS no longer knows"));

    @Test
    void everySampleHasAnAnswer() throws IOException {
        assertThat(ANSWERS.keySet()).containsExactlyInAnyOrderElementsOf(files().toList());
    }

    @ParameterizedTest
    @MethodSource("files")
    void aSampleIsAnsweredAsTheReadmeSays(String sample) throws IOException, SQLException {
        Instant now = Instant.parse("2026-11-19T08:20:00Z");
        try (LocalStack stack = LocalStack.sharing(PostgresDatabase.shared(), () -> now);
                PrintStream log =
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Reinstall.layOut(stack, new Random(2026));
            KeymendFunction function = stack.function(log);
            Reinstall.record(stack, function);
            String event = Invocation.sample(sample);
            World.asTheEventSays(stack, event);

            assertThat(shown(Invocation.of(function, event))).isEqualTo(ANSWERS.get(sample));
            if (ALERTS.containsKey(sample)) {
                assertThat(stack.sns().deliveries("email")).hasSize(1);
                assertThat(stack.sns().deliveries("email").getFirst().text())
                        .contains(ALERTS.get(sample));
            } else {
                assertThat(stack.sns().deliveries()).isEmpty();
            }
        }
    }

    private static String shown(String text) throws IOException {
        JsonNode answer = new ObjectMapper().readTree(text);
        if (answer.has("batchItemFailures")) {
            return "to repeat:" + joined(answer.path("batchItemFailures"), "itemIdentifier");
        }
        if (answer.has("installs")) {
            return "installs:" + joined(answer.path("installs"), "id");
        }
        if (answer.has("explained")) {
            JsonNode explained = answer.path("explained").path(0);
            return "explained: "
                    + explained.path("reading").asText()
                    + " "
                    + explained.path("verdict").asText();
        }
        if (answer.has("error")) {
            return answer.path("error").asText();
        }
        if (answer.has("commands")) {
            return "help";
        }
        String outcome = answer.path("outcome").asText();
        return switch (outcome) {
            case "announced" -> "announced: " + answer.path("verdict").asText();
            case "handled" -> handled(answer);
            case "noted" -> "noted: " + answer.path("reason").asText();
            case "ignored" -> "ignored: " + answer.path("reason").asText();
            default -> (outcome + " " + answer.path("install").asText()).strip();
        };
    }

    private static String handled(JsonNode answer) {
        int ignored = 0;
        for (JsonNode count : answer.path("ignored")) {
            ignored += count.asInt();
        }
        assertThat(answer.path("unreadable")).isEmpty();
        return "handled: " + answer.path("alerts").asInt() + " alerts, " + ignored + " ignored";
    }

    private static String joined(JsonNode array, String name) {
        StringBuilder joined = new StringBuilder();
        array.forEach(each -> joined.append(' ').append(each.path(name).asText()));
        return joined.toString();
    }

    static Stream<String> files() throws IOException {
        return EventsTest.files().map(Path::getFileName).map(Path::toString);
    }
}
