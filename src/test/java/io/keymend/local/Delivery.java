package io.keymend.local;

/// The form in which an event reaches the function.
final class Delivery {
    private Delivery() {}

    /// Events go into an SQS batch, as they do when deployed; batches and commands are sent as they
    /// are.
    static String asDelivered(String text) {
        boolean event = text.contains("\"detail-type\"") || text.contains("\"eventName\"");
        boolean asItIs = text.contains("\"aws:sqs\"") || text.contains("\"command\"");
        return event && !asItIs ? Invocation.sqsBatch(text) : text;
    }
}
