package io.keymend;

import io.keymend.json.Json;
import io.keymend.json.Node;

import java.util.ArrayList;
import java.util.List;

/// Takes events out of whatever they were delivered in. What cannot be read is told, and never
/// takes the rest down.
///
/// Known are EventBridge envelopes, bare CloudTrail records, CloudTrail's log files, SNS
/// notifications and subscriptions of CloudWatch Logs, one within the other.
final class Opener {
    /// A queue's message can hold a topic's notification of an envelope or of a log file.
    private static final int DEEPEST = 3;

    private final Json json;
    private final LogsPayload logs;

    Opener(Json json) {
        this.json = json;
        this.logs = new LogsPayload(json);
    }

    /// Tells what a document is.
    Input open(Node document) {
        if (document.at("command").text().isPresent()) {
            return new Input.Command(document.at("command").textOrEmpty(), document);
        }
        if (isAll(document.at("Records"), "eventSource", "aws:sqs")) {
            return batch(document);
        }
        List<Item> items = items(document, "", "the input", 0);
        return items.size() == 1 && items.getFirst().origin().isEmpty()
                ? alone(items.getFirst())
                : new Input.Several(items);
    }

    private static Input alone(Item item) {
        return switch (item) {
            case Item.Event(_, var event) -> new Input.One(event);
            case Item.Unreadable(_, var fault) -> new Input.Unknown(fault);
            case Item.Logged _, Item.Nothing _ -> new Input.Several(List.of(item));
        };
    }

    /// What the body of a queue's message holds.
    List<Item> body(String body) {
        return text(body, "", "the body", 0);
    }

    private static Input batch(Node document) {
        return new Input.SqsBatch(
                document.at("Records").elements().stream()
                        .map(message ->
                                new Input.Message(
                                        message.at("messageId").textOrEmpty(),
                                        message.at("body").textOrEmpty()))
                        .toList());
    }

    private List<Item> text(String text, String origin, String what, int depth) {
        try {
            return items(json.read(text), origin, what, depth);
        } catch (Json.Unreadable e) {
            return List.of(
                    new Item.Unreadable(
                            origin, what + " is not a JSON document: " + e.getMessage()));
        }
    }

    private List<Item> items(Node document, String origin, String what, int depth) {
        if (!document.isObject()) {
            return unreadable(origin, what + " is " + document + ", not an object");
        }
        if (depth > DEEPEST) {
            return unreadable(origin, what + " is wrapped too often");
        }
        if (document.at("detail-type").text().isPresent()) {
            return List.of(envelope(document, origin));
        }
        if (isRecord(document)) {
            return List.of(new Item.Event(origin, document));
        }
        if (document.at("awslogs").isObject()) {
            return logs.read(document.at("awslogs"), Item.place(origin, "awslogs"));
        }
        if (document.at("Message").isText() && document.at("TopicArn").isText()) {
            return notification(document, origin, depth);
        }
        return records(document, origin, what, depth);
    }

    /// An event that EventBridge wraps. Where CloudTrail made it, the record is in its detail.
    static Item envelope(Node document, String origin) {
        Node detail = document.at("detail");
        if (!detail.isObject()) {
            return new Item.Unreadable(origin, "an EventBridge envelope whose detail is " + detail);
        }
        return new Item.Event(
                origin,
                isRecord(detail) || document.at("detail-type").textOrEmpty().contains("CloudTrail")
                        ? detail
                        : document);
    }

    private List<Item> notification(Node document, String origin, int depth) {
        String type = document.at("Type").textOrEmpty();
        return type.isEmpty() || type.equals("Notification")
                ? text(
                        document.at("Message").textOrEmpty(),
                        Item.place(origin, "Message"),
                        "the notification",
                        depth + 1)
                : List.of(new Item.Nothing(origin, "a message of SNS about a subscription"));
    }

    private List<Item> records(Node document, String origin, String what, int depth) {
        Node records = document.at("Records");
        boolean sns = isAll(records, "EventSource", "aws:sns");
        if (!sns && records.elements().stream().noneMatch(Opener::isRecord)) {
            return unreadable(
                    origin,
                    document.names().isEmpty()
                            ? what + " is empty"
                            : what + " has none of the known shapes");
        }
        List<Item> items = new ArrayList<>();
        int index = 0;
        for (Node record : records.elements()) {
            String place = Item.place(origin, "Records[" + index++ + "]");
            items.addAll(
                    sns
                            ? notification(record.at("Sns"), place, depth)
                            : List.of(ofFile(record, place)));
        }
        return items;
    }

    private static Item ofFile(Node record, String origin) {
        return isRecord(record)
                ? new Item.Event(origin, record)
                : new Item.Unreadable(origin, "a CloudTrail record has eventSource and eventName");
    }

    /// Notifications of S3 and others have the same two fields, and no host name among them.
    static boolean isRecord(Node document) {
        return document.at("eventName").text().isPresent()
                && document.at("eventSource")
                        .text()
                        .filter(source -> !source.startsWith("aws:"))
                        .isPresent();
    }

    private static boolean isAll(Node records, String field, String value) {
        return !records.elements().isEmpty()
                && records.elements().stream()
                        .allMatch(record -> record.at(field).textOrEmpty().equals(value));
    }

    private static List<Item> unreadable(String origin, String fault) {
        return List.of(new Item.Unreadable(origin, fault));
    }
}
