package io.keymend;

import io.keymend.json.Node;

import java.util.List;

/// What the function was invoked with, told apart by its shape.
sealed interface Input {
    /// A batch from the queue; each body holds an EventBridge envelope as text.
    record SqsBatch(List<Message> messages) implements Input {
        public SqsBatch {
            messages = List.copyOf(messages);
        }
    }

    /// One message of a batch.
    ///
    /// @param id empty where it has none, which fails the whole batch
    record Message(String id, String body) {
        /// Without the body: it is not ours to print.
        @Override
        public String toString() {
            return "Message[" + id + "]";
        }
    }

    /// A CloudTrail record, bare or taken out of an EventBridge envelope, or a notice of a service
    /// with the envelope that says what it is about.
    record TrailRecord(Node record) implements Input {}

    /// An operator's command.
    record Command(String name, Node arguments) implements Input {}

    /// Anything else.
    record Unknown(String why) implements Input {}

    /// Tells what a document is.
    static Input of(Node document) {
        if (!document.isObject()) {
            return new Unknown("the input is " + document + ", not an object");
        }
        if (document.at("command").text().isPresent()) {
            return new Command(document.at("command").textOrEmpty(), document);
        }
        if (isSqs(document.at("Records"))) {
            return new SqsBatch(
                    document.at("Records").elements().stream()
                            .map(message ->
                                    new Message(
                                            message.at("messageId").textOrEmpty(),
                                            message.at("body").textOrEmpty()))
                            .toList());
        }
        return record(document);
    }

    /// The record in a message's body; nothing else may be in one.
    static Input ofBody(Node document) {
        return document.isObject()
                ? record(document)
                : new Unknown("the body is " + document + ", not an object");
    }

    private static Input record(Node document) {
        if (document.at("detail-type").text().isPresent()) {
            return document.at("detail").isObject()
                    ? new TrailRecord(isNotice(document) ? document : document.at("detail"))
                    : new Unknown(
                            "an EventBridge envelope whose detail is " + document.at("detail"));
        }
        if (document.at("eventSource").text().isPresent()
                && document.at("eventName").text().isPresent()) {
            return new TrailRecord(document);
        }
        return new Unknown(
                document.names().isEmpty()
                        ? "the input is empty"
                        : "the input has none of the known shapes");
    }

    /// What a service tells EventBridge by itself, and not through CloudTrail.
    private static boolean isNotice(Node envelope) {
        String source = envelope.at("source").textOrEmpty();
        return (source.equals("aws.kms") || source.equals("aws.cloudformation"))
                && !envelope.at("detail-type").textOrEmpty().endsWith(" via CloudTrail");
    }

    private static boolean isSqs(Node records) {
        return !records.elements().isEmpty()
                && records.elements().stream()
                        .allMatch(
                                record -> record.at("eventSource").textOrEmpty().equals("aws:sqs"));
    }
}
