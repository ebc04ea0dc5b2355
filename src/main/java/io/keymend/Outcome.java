package io.keymend;

import io.keymend.alert.Alert;

/// What came of denials with one cause.
sealed interface Outcome {
    /// An alert was published.
    record Announced(String messageId, Alert alert) implements Outcome {}

    /// The same cause was announced not long ago; the denials were counted.
    record Folded(String cause) implements Outcome {}

    /// Nobody wants to hear of it; the reason is a short fixed phrase that can be counted.
    record Ignored(String reason) implements Outcome {}

    /// A lifecycle event that leads to nothing now.
    record Noted(String reason) implements Outcome {}

    /// Something that was needed did not answer; trying again later may help.
    record Deferred(String why) implements Outcome {}
}
