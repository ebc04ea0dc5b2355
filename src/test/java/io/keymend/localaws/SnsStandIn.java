package io.keymend.localaws;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// SNS in every Region at one endpoint: Publish with the rules of the real service, and subscribers
/// that receive what their protocol would carry to them.
///
/// No principal may publish until [#allow] says so. The methods here are the test's own hand and
/// pass by permissions.
public final class SnsStandIn extends StandIn {
    /// What reached one subscriber: an e-mail with its headers, an SMS text, or a JSON
    /// notification.
    public record Delivery(String topicArn, String protocol, String endpoint, String text) {}

    private static final Pattern TOPIC =
            Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}");
    private static final Set<String> PROTOCOLS =
            Set.of("email", "email-json", "sms", "http", "https", "sqs", "lambda");

    private final QueryProtocol protocol =
            new QueryProtocol("http://sns.amazonaws.com/doc/2010-03-31/");
    private final Permissions permissions = new Permissions("sns");
    private final Map<String, List<SnsSubscription>> topics = new ConcurrentHashMap<>();
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final InstantSource clock;

    public SnsStandIn(Callers callers) {
        this(callers, InstantSource.system());
    }

    /// @param clock what notifications are dated by
    public SnsStandIn(Callers callers, InstantSource clock) {
        super(callers);
        this.clock = clock;
        start();
    }

    /// A standard topic under an ARN of the test's choice.
    public void createTopic(String topicArn) {
        if (!TOPIC.matcher(topicArn).matches()) {
            throw new IllegalArgumentException("not the ARN of a standard topic: " + topicArn);
        }
        topics.putIfAbsent(topicArn, new CopyOnWriteArrayList<>());
    }

    /// A confirmed subscription.
    ///
    /// @return its ARN
    public String subscribe(String topicArn, String protocol, String endpoint) {
        if (!PROTOCOLS.contains(protocol)) {
            throw new IllegalArgumentException("no protocol " + protocol + " here");
        }
        List<SnsSubscription> subscriptions = topics.get(topicArn);
        if (subscriptions == null) {
            throw new IllegalArgumentException("no topic " + topicArn);
        }
        String arn = topicArn + ":" + UUID.randomUUID();
        subscriptions.add(new SnsSubscription(arn, topicArn, protocol, endpoint));
        return arn;
    }

    /// Lets a principal use a topic, by its ARN or `*`. Without an action: all of them.
    public void allow(String principalArn, String topicArn, String... actions) {
        permissions.allow(principalArn, topicArn, actions);
    }

    /// Takes back what [#allow] gave.
    public void deny(String principalArn, String topicArn, String... actions) {
        permissions.deny(principalArn, topicArn, actions);
    }

    /// A deny statement in the principal's own policy; nothing overrides it.
    public void explicitDeny(String principalArn, String topicArn, String... actions) {
        permissions.explicitDeny(principalArn, topicArn, actions);
    }

    /// Everything delivered so far, oldest first.
    public List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /// What arrived over one protocol, oldest first.
    public List<Delivery> deliveries(String protocol) {
        return deliveries.stream().filter(each -> each.protocol().equals(protocol)).toList();
    }

    @Override
    String operation(Wire.Request request) {
        return QueryProtocol.form(request).getOrDefault("Action", "");
    }

    @Override
    Wire.Answer answer(String operation, Wire.Request request) {
        if (request.caller().isAnonymous()) {
            throw new AwsError(
                    403,
                    "InvalidClientTokenId",
                    "The security token included in the request is invalid.");
        }
        if (!operation.equals("Publish")) {
            throw new AwsError(400, "InvalidAction", "No action " + operation);
        }
        String messageId = publish(request.caller(), QueryProtocol.form(request));
        return protocol.ok(operation, Map.of("MessageId", messageId));
    }

    @Override
    Wire.Answer render(AwsError error) {
        return protocol.error(error);
    }

    @Override
    AwsError throttling() {
        return new AwsError(400, "Throttling", "Rate exceeded");
    }

    private String publish(Caller caller, Map<String, String> form) {
        String topicArn = form.getOrDefault("TopicArn", form.getOrDefault("TargetArn", ""));
        if (!TOPIC.matcher(topicArn).matches()) {
            throw SnsMessage.invalid("TopicArn");
        }
        requireAllowed(caller, topicArn);
        SnsMessage message = SnsMessage.of(form);
        List<SnsSubscription> subscriptions = topics.get(topicArn);
        if (subscriptions == null) {
            throw new AwsError(404, "NotFound", "Topic does not exist");
        }
        String messageId = UUID.randomUUID().toString();
        for (SnsSubscription to : subscriptions) {
            String text = to.render(message, messageId, clock.instant());
            deliveries.add(new Delivery(topicArn, to.protocol(), to.endpoint(), text));
        }
        return messageId;
    }

    private void requireAllowed(Caller caller, String topicArn) {
        String refusal =
                switch (permissions.rule(caller.principal(), topicArn, "sns:Publish")) {
                    case ALLOWED -> "";
                    case NOT_ALLOWED ->
                            " because no identity-based policy allows the SNS:Publish action";
                    case EXPLICITLY_DENIED -> " with an explicit deny in an identity-based policy";
                };
        if (!refusal.isEmpty()) {
            throw new AwsError(
                    403,
                    "AuthorizationError",
                    "User: %s is not authorized to perform: SNS:Publish on resource: %s%s"
                            .formatted(caller.user(), topicArn, refusal));
        }
    }
}
