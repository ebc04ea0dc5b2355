package io.keymend.alert;

/// Brings an alert to the people on call.
public interface Announcer {
    /// Publishes the alert.
    ///
    /// @return the id under which the channel accepted it
    String announce(Alert alert);
}
