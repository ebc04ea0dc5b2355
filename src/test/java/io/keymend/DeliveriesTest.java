package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.local.Invocation;
import io.keymend.localaws.Fault;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Deliveries that hold several records, and denials nobody wants to hear of.
final class DeliveriesTest extends StackFixture {
    private static final Fault DOWN = new Fault.Refused(400, "DatabaseErrorException", "down");

    private static String bareRecord() throws IOException {
        return MAPPER.readTree(Invocation.sample("cloudtrail-record.json")).toString();
    }

    @Test
    void aSubscriptionsDenialsBecomeOneAlertAndTheRestIsCounted() throws IOException {
        String succeeded =
                MAPPER.readTree(Invocation.sample("decrypt-succeeded.json"))
                        .path("detail")
                        .toString();

        JsonNode answer =
                send(
                        OpenerTest.data(
                                bareRecord(),
                                "{no json",
                                succeeded,
                                bareRecord(),
                                "{}",
                                succeeded));

        assertThat(answer.path("denials").asInt()).isEqualTo(2);
        assertThat(answer.path("alerts").asInt()).isEqualTo(1);
        assertThat(answer.path("ignored").path("a decrypt that succeeded").asInt()).isEqualTo(2);
        assertThat(answer.path("unreadable")).hasSize(2);
        assertThat(alerts()).isEqualTo(1);
        assertThat(log())
                .contains("\"reason\":\"a decrypt that succeeded\",\"records\":\"2\"")
                .contains("\"record\":\"awslogs.logEvents[1]\"");
    }

    @Test
    void aDeliveryThatCannotBeHandledFailsSoThatItComesAgain() throws IOException {
        String delivery = Invocation.sample("logs-subscription.json");
        stack.rdsData().faults().always("ExecuteStatement", DOWN);

        assertThatThrownBy(() -> send(delivery))
                .isInstanceOf(PutOff.class)
                .hasMessageStartingWith("1 record could not be handled");

        stack.rdsData().faults().clear();
        assertThat(send(delivery).path("alerts").asInt()).isEqualTo(1);
        assertThat(alerts()).isEqualTo(1);
    }

    @Test
    void oneBadRecordSendsItsMessageBackAndTheDenialBesideItIsAnnounced() throws IOException {
        String file =
                "{\"Records\":[" + bareRecord() + ",{\"eventSource\":\"kms.amazonaws.com\"}]}";

        assertThat(failed(file, denied())).containsExactly("message-0");
        assertThat(alerts()).isEqualTo(1);
    }

    @Test
    void noiseOfOneInvocationIsCountedByReason() throws IOException {
        String config = Invocation.sample("config-service-noise.json");

        assertThat(
                        failed(
                                config,
                                Invocation.sample("decrypt-dry-run.json"),
                                config,
                                Invocation.sample("logs-control-message.json"),
                                Invocation.sample("decrypt-by-service.json")))
                .isEmpty();
        assertThat(alerts()).isZero();
        assertThat(log().lines())
                .hasSize(4)
                .anyMatch(line -> line.contains("AWS Config") && line.contains("\"records\":\"2\""))
                .anyMatch(line -> line.contains("a dry run") && line.contains("\"records\":\"1\""))
                .anyMatch(line -> line.contains("a control message of CloudWatch Logs"))
                .anyMatch(line -> line.contains("an AWS service on behalf of no install"));
    }

    @Test
    void whatAServiceIsRefusedIsAnotherIncidentThanWhatItsCallerIs() throws IOException {
        ObjectNode direct =
                (ObjectNode) MAPPER.readTree(Invocation.sample("current-key-denied.json"));
        ObjectNode through = direct.deepCopy();
        ((ObjectNode) through.at("/detail/userIdentity"))
                .put("invokedBy", "secretsmanager.amazonaws.com");

        assertThat(failed(direct.toString(), through.toString())).isEmpty();
        assertThat(alerts()).isEqualTo(2);
        assertThat(stack.sns().deliveries("email").getLast().text())
                .contains("Called by")
                .contains("secretsmanager.amazonaws.com");
    }

    @Test
    void strangersAreAnnouncedUnlessTheOperatorChoseOtherwise() throws IOException {
        String stranger = Invocation.sample("stranger-role.json");
        assertThat(failed(stranger)).isEmpty();
        assertThat(alerts()).isEqualTo(1);

        later(Duration.ofHours(2));
        KeymendFunction quiet = quiet();
        assertThat(Invocation.of(quiet, Invocation.sqsBatch(stranger, denied())))
                .isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(alerts()).as("the install's own denial besides").isEqualTo(2);
        assertThat(log()).contains("a key or role of no install on record");
        assertThat(Invocation.of(quiet, stranger))
                .as("sent by hand")
                .startsWith("{\"outcome\":\"announced\"");
    }

    private KeymendFunction quiet() {
        Map<String, String> environment = new HashMap<>(stack.environment());
        environment.put("KEYMEND_STRANGERS", "ignore");
        return new KeymendFunction(
                new Keymend(Settings.from(environment), stack.clients(), clock(), logStream()));
    }
}
