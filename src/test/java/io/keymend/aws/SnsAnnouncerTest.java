package io.keymend.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.keymend.alert.Alert;
import io.keymend.alert.NotAnnounced;
import io.keymend.json.Json;
import io.keymend.localaws.Callers;
import io.keymend.localaws.Fault;
import io.keymend.localaws.SnsStandIn;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.regions.Region;

import java.util.Map;

final class SnsAnnouncerTest {
    private static final String ROLE = "arn:aws:iam::111122223333:role/keymend-function";
    private static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:keymend";
    private static final Alert ALERT =
            new Alert(
                    "Keymend: a subject",
                    "line 1\n\"quoted\" \\ {\"json\": 1} é \ud83d\ude00\n",
                    "Keymend: short",
                    Map.of("severity", "error", "verdict", "Rescuable", "dedupKey", "a/b"));

    private final Callers callers = new Callers();
    private final SnsStandIn sns = new SnsStandIn(callers);
    private final SnsAnnouncer announcer =
            new SnsAnnouncer(
                    new AwsClients(
                                    Region.EU_WEST_1,
                                    callers.provider(ROLE),
                                    Map.of("sns", sns.endpoint()))
                            .sns()
                            .of(TOPIC),
                    TOPIC,
                    new Json());

    {
        sns.createTopic(TOPIC);
        sns.allow(ROLE, TOPIC, "sns:Publish");
        for (String protocol : new String[] {"email", "sms", "sqs", "https", "lambda"}) {
            sns.subscribe(TOPIC, protocol, "somewhere");
        }
    }

    @AfterEach
    void close() {
        sns.close();
    }

    @Test
    void eachProtocolGetsItsBody() throws JsonProcessingException {
        String messageId = announcer.announce(ALERT);

        assertThat(text("email")).contains("Subject: " + ALERT.subject()).contains(ALERT.text());
        assertThat(text("sms")).isEqualTo(ALERT.sms());
        for (String protocol : new String[] {"sqs", "https", "lambda"}) {
            JsonNode envelope = new ObjectMapper().readTree(text(protocol));
            assertThat(envelope.path("Message").asText()).isEqualTo(ALERT.text());
            assertThat(envelope.path("Subject").asText()).isEqualTo(ALERT.subject());
            assertThat(envelope.path("MessageId").asText()).isEqualTo(messageId);
        }
    }

    @Test
    void theAttributesCanBeFilteredBy() throws JsonProcessingException {
        announcer.announce(ALERT);

        JsonNode attributes = new ObjectMapper().readTree(text("sqs")).path("MessageAttributes");
        assertThat(attributes).hasSize(3);
        ALERT.attributes()
                .forEach((name, value) -> {
                    assertThat(attributes.path(name).path("Type").asText()).isEqualTo("String");
                    assertThat(attributes.path(name).path("Value").asText()).isEqualTo(value);
                });
    }

    @Test
    void theLongestAlertFits() {
        Alert longest =
                new Alert(
                        "s".repeat(99),
                        "\ud83d\ude00".repeat(30_000),
                        "m".repeat(140),
                        ALERT.attributes());

        announcer.announce(longest);
        assertThat(text("email")).contains(longest.text());
    }

    @Test
    void anAlertTheTopicRefusesIsNotAnnounced() {
        sns.explicitDeny(ROLE, TOPIC, "sns:Publish");

        assertThatThrownBy(() -> announcer.announce(ALERT))
                .isInstanceOf(NotAnnounced.class)
                .hasMessageStartingWith("SNS did not take the alert: AuthorizationError: ")
                .hasMessageNotContaining(ALERT.sms());
        assertThat(sns.deliveries()).isEmpty();
    }

    @Test
    void anAlertThatBreaksARuleIsNotAnnounced() {
        for (String subject : new String[] {"", "a\nb", "s".repeat(100), "é"}) {
            Alert wrong = new Alert(subject, "text", "sms", Map.of());
            assertThatThrownBy(() -> announcer.announce(wrong))
                    .as(subject)
                    .isInstanceOf(NotAnnounced.class)
                    .hasMessageContaining("InvalidParameter");
        }
    }

    @Test
    void aShortFaultIsSurvived() {
        sns.faults().next("Publish", new Fault.Throttled());
        sns.faults().next("Publish", new Fault.CutBefore());
        sns.faults().next("Publish", new Fault.Refused(503, "ServiceUnavailable", ""));

        announcer.announce(ALERT);
        assertThat(sns.deliveries("sms")).hasSize(1);
    }

    @Test
    void aTopicThatDoesNotAnswerIsNotAnnounced() {
        sns.faults().always("Publish", new Fault.CutBefore());

        assertThatThrownBy(() -> announcer.announce(ALERT))
                .isInstanceOf(NotAnnounced.class)
                .hasMessageContaining("no answer: ");
    }

    private String text(String protocol) {
        return sns.deliveries(protocol).getFirst().text();
    }
}
