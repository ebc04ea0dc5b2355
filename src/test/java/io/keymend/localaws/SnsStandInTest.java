package io.keymend.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishResponse;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

final class SnsStandInTest {
    private static final String TOPIC = "arn:aws:sns:eu-west-1:111122223333:keymend-alerts";
    private static final String ROLE = "arn:aws:iam::111122223333:role/keymend-function";
    private static final String OTHER_ROLE = "arn:aws:iam::111122223333:role/guest";

    private final Callers callers = new Callers();
    private final SnsStandIn sns =
            new SnsStandIn(callers, InstantSource.fixed(Instant.parse("2026-11-20T08:00:00.120Z")));
    private final SnsClient client = client(ROLE);

    {
        sns.createTopic(TOPIC);
        sns.allow(ROLE, "*", "sns:Publish");
    }

    private SnsClient client(String principal) {
        return SnsClient.builder()
                .endpointOverride(sns.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(callers.provider(principal))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        sns.close();
    }

    @Test
    void everyProtocolGetsItsOwnBody() {
        sns.subscribe(TOPIC, "email", "oncall@example.com");
        sns.subscribe(TOPIC, "sms", "+15550100");
        sns.subscribe(TOPIC, "https", "https://hooks.example.com/a");
        publishJson("{\"default\":\"D\",\"email\":\"Grüße\\n2nd\",\"sms\":\"S\",\"custom\":7}");
        assertThat(sns.deliveries()).hasSize(3);
        assertThat(text("email")).contains("\n\nGrüße\n2nd\n\n--\n");
        assertThat(text("sms")).isEqualTo("S");
        assertThat(notification("https").path("Message").asText()).isEqualTo("D");
    }

    @Test
    void anEmailHasHeadersAndAFooter() {
        sns.subscribe(TOPIC, "email", "oncall@example.com");
        client.publish(r -> r.topicArn(TOPIC).subject("Key & rows").message("a=b&c <d> %41 +"));
        assertThat(text("email"))
                .startsWith(
                        """
                        From: AWS Notifications <no-reply@sns.amazonaws.com>
                        To: oncall@example.com
                        Subject: Key & rows

                        a=b&c <d> %41 +

                        --
                        If you wish to stop receiving notifications from this topic\
                        """)
                .contains(
                        "https://sns.eu-west-1.amazonaws.com/unsubscribe.html?SubscriptionArn="
                                + TOPIC)
                .contains("&Endpoint=oncall%40example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqs", "lambda", "https", "email-json"})
    void aMachineGetsTheNotificationWithItsAttributes(String protocol) {
        sns.subscribe(TOPIC, protocol, "there");
        PublishResponse answer =
                client.publish(r ->
                        r.topicArn(TOPIC)
                                .subject("Keys")
                                .message("{\"rows\":3}")
                                .messageAttributes(Map.of("severity", attribute("critical"))));
        JsonNode notification = notification(protocol);
        assertThat(UUID.fromString(answer.messageId())).isNotNull();
        assertThat(notification.path("MessageId").asText()).isEqualTo(answer.messageId());
        assertThat(notification.path("Type").asText()).isEqualTo("Notification");
        assertThat(notification.path("TopicArn").asText()).isEqualTo(TOPIC);
        assertThat(notification.path("Subject").asText()).isEqualTo("Keys");
        assertThat(notification.path("Message").asText()).isEqualTo("{\"rows\":3}");
        assertThat(notification.path("Timestamp").asText()).isEqualTo("2026-11-20T08:00:00.120Z");
        assertThat(notification.at("/MessageAttributes/severity/Value").asText())
                .isEqualTo("critical");
    }

    @Test
    void withoutASubjectTheNotificationHasNone() {
        sns.subscribe(TOPIC, "sqs", "queue");
        client.publish(r -> r.topicArn(TOPIC).message("x"));
        assertThat(notification("sqs").has("Subject")).isFalse();
        assertThat(notification("sqs").has("MessageAttributes")).isFalse();
    }

    @Test
    void everythingTogetherHasAtMost262144Bytes() {
        sns.subscribe(TOPIC, "sms", "+15550100");
        client.publish(r -> r.topicArn(TOPIC).message("ä".repeat(131_072)));
        assertThat(text("sms")).hasSize(131_072);
        requireInvalid("Message too long", "ä".repeat(131_072) + "x", "");
        requireInvalid("Message too long", "x".repeat(262_144), "S");
        Map<String, MessageAttributeValue> attributes = Map.of("a", attribute("v"));
        client.publish(
                r -> r.topicArn(TOPIC).message("x".repeat(262_136)).messageAttributes(attributes));
        assertThatThrownBy(() ->
                        client.publish(r ->
                                r.topicArn(TOPIC)
                                        .message("x".repeat(262_137))
                                        .messageAttributes(attributes)))
                .hasMessageContaining("Message too long");
    }

    @Test
    void aSubjectIsShortAsciiOnOneLine() {
        String longest = "x".repeat(99);
        assertThat(client.publish(r -> r.topicArn(TOPIC).message("m").subject(longest)).messageId())
                .isNotEmpty();
        for (String subject : List.of(longest + "x", "a\nb", "a\tb", "é", " a", "a–b")) {
            requireInvalid("Subject", "m", subject);
        }
        assertThat(sns.deliveries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"email\":\"E\"}", "{\"default\":7}", "{\"default\":{\"a\":\"b\"}}"})
    void structuredMessagesNeedADefaultString(String message) {
        assertThatThrownBy(() -> publishJson(message))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("No default entry in JSON message body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "[1]", "null", "{"})
    void structuredMessagesAreJsonObjects(String message) {
        assertThatThrownBy(() -> publishJson(message))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("failed to parse");
    }

    @Test
    void anUnknownTopicIsNotFound() {
        assertThatThrownBy(() -> client.publish(r -> r.topicArn(TOPIC + "x").message("m")))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.statusCode()).isEqualTo(404))
                .hasMessageContaining("Topic does not exist");
    }

    @Test
    void aCallerWithoutRightsIsRefused() {
        try (SnsClient other = client(OTHER_ROLE)) {
            assertThatThrownBy(() -> other.publish(r -> r.topicArn(TOPIC).message("m")))
                    .isInstanceOfSatisfying(
                            AuthorizationErrorException.class,
                            e -> assertThat(e.statusCode()).isEqualTo(403))
                    .hasMessageContaining(
                            "not authorized to perform: SNS:Publish on resource: " + TOPIC);
        }
        sns.explicitDeny(ROLE, TOPIC);
        assertThatThrownBy(() -> client.publish(r -> r.topicArn(TOPIC).message("m")))
                .hasMessageContaining("explicit deny");
    }

    @Test
    void aThrottledPublishIsRetriedAndOneAnsweredTwiceArrivesTwice() {
        sns.subscribe(TOPIC, "sms", "+15550100");
        sns.faults().next("Publish", new Fault.Throttled());
        client.publish(r -> r.topicArn(TOPIC).message("once"));
        assertThat(sns.count("Publish")).isEqualTo(2);
        assertThat(sns.deliveries("sms")).hasSize(1);
        sns.faults().next("Publish", new Fault.Twice());
        client.publish(r -> r.topicArn(TOPIC).message("twice"));
        assertThat(sns.deliveries("sms")).hasSize(3);
    }

    private void requireInvalid(String what, String message, String subject) {
        assertThatThrownBy(() ->
                        client.publish(r -> {
                            r.topicArn(TOPIC).message(message);
                            if (!subject.isEmpty()) {
                                r.subject(subject);
                            }
                        }))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid parameter: " + what);
    }

    private void publishJson(String message) {
        client.publish(r -> r.topicArn(TOPIC).message(message).messageStructure("json"));
    }

    private static MessageAttributeValue attribute(String value) {
        return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
    }

    private String text(String protocol) {
        assertThat(sns.deliveries(protocol)).hasSize(1);
        return sns.deliveries(protocol).getFirst().text();
    }

    private JsonNode notification(String protocol) {
        try {
            return new ObjectMapper().readTree(text(protocol));
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON", e);
        }
    }
}
