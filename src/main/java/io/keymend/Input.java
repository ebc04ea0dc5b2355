package io.keymend;

import io.keymend.json.Node;

import java.util.List;

/// What the function was invoked with, told apart by its shape.
sealed interface Input {
    /// A batch from the queue.
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

    /// One event, bare or in an EventBridge envelope.
    record One(Node event) implements Input {}

    /// What another service delivers at once: a log group's subscription, a topic, a log file.
    record Several(List<Item> items) implements Input {
        public Several {
            items = List.copyOf(items);
        }
    }

    /// An operator's command.
    record Command(String name, Node arguments) implements Input {}

    /// Anything else.
    record Unknown(String why) implements Input {}
}
