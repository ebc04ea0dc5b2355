package io.keymend.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// One endpoint of a topic, and what a message looks like when it arrives there.
record SnsSubscription(String arn, String topicArn, String protocol, String endpoint) {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /// The e-mail, SMS text or JSON notification, by protocol.
    String render(SnsMessage message, String messageId, Instant now) {
        return switch (protocol) {
            case "email" -> email(message);
            case "sms" -> message.body("sms");
            default -> envelope(message, messageId, now).toPrettyString();
        };
    }

    private String email(SnsMessage message) {
        return """
        From: AWS Notifications <no-reply@sns.amazonaws.com>
        To: %s
        Subject: %s

        %s

        --
        If you wish to stop receiving notifications from this topic, please click or visit \
        the link below to unsubscribe:
        %s

        Please do not reply directly to this email. If you have any questions or comments \
        regarding this email, please contact us at https://aws.amazon.com/support
        """
                .formatted(
                        endpoint,
                        message.subject().orElse("AWS Notification Message"),
                        message.body("email"),
                        page("unsubscribe.html?SubscriptionArn=" + arn + "&Endpoint=" + encoded()));
    }

    private ObjectNode envelope(SnsMessage message, String messageId, Instant now) {
        ObjectNode envelope =
                JsonProtocol.object()
                        .put("Type", "Notification")
                        .put("MessageId", messageId)
                        .put("TopicArn", topicArn);
        message.subject().ifPresent(subject -> envelope.put("Subject", subject));
        envelope.put("Message", message.body(protocol))
                .put("Timestamp", TIMESTAMP.format(now))
                .put("SignatureVersion", "1")
                .put("Signature", "bm90IHNpZ25lZCBsb2NhbGx5")
                .put("SigningCertURL", page("SimpleNotificationService-local.pem"))
                .put("UnsubscribeURL", page("?Action=Unsubscribe&SubscriptionArn=" + arn));
        if (!message.attributes().isEmpty()) {
            ObjectNode attributes = envelope.putObject("MessageAttributes");
            for (SnsAttribute each : message.attributes()) {
                attributes
                        .putObject(each.name())
                        .put("Type", each.type())
                        .put("Value", each.value());
            }
        }
        return envelope;
    }

    private String page(String path) {
        return "https://sns.%s.amazonaws.com/%s".formatted(topicArn.split(":", 6)[3], path);
    }

    private String encoded() {
        return URLEncoder.encode(endpoint, StandardCharsets.UTF_8);
    }
}
