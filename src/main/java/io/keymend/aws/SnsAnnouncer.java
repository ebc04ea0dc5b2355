package io.keymend.aws;

import io.keymend.alert.Alert;
import io.keymend.alert.Announcer;
import io.keymend.alert.NotAnnounced;
import io.keymend.aws.api.AwsFailures;
import io.keymend.json.Json;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

import java.util.Map;
import java.util.stream.Collectors;

/// Publishes alerts to an SNS topic, with a body for each protocol
/// (docs.aws.amazon.com/sns/latest/api/API_Publish.html).
final class SnsAnnouncer implements Announcer {
    private final SnsClient client;
    private final String topicArn;
    private final Json json;

    SnsAnnouncer(SnsClient client, String topicArn, Json json) {
        this.client = client;
        this.topicArn = topicArn;
        this.json = json;
    }

    @Override
    public String announce(Alert alert) {
        try {
            return client.publish(request ->
                            request.topicArn(topicArn)
                                    .subject(alert.subject())
                                    .messageStructure("json")
                                    .message(bodies(alert))
                                    .messageAttributes(attributes(alert)))
                    .messageId();
        } catch (SdkException e) {
            throw new NotAnnounced("SNS did not take the alert: " + AwsFailures.describe(e), e);
        }
    }

    private String bodies(Alert alert) {
        return json.write(out -> {
            out.writeStartObject();
            out.writeStringField("default", alert.text());
            out.writeStringField("sms", alert.sms());
            out.writeEndObject();
        });
    }

    private static Map<String, MessageAttributeValue> attributes(Alert alert) {
        return alert.attributes().entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                attribute ->
                                        MessageAttributeValue.builder()
                                                .dataType("String")
                                                .stringValue(attribute.getValue())
                                                .build()));
    }
}
