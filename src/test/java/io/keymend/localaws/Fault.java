package io.keymend.localaws;

import java.time.Duration;

/// What goes wrong with one call to a stand-in.
public sealed interface Fault {
    /// The call is answered, but only after a while.
    record Slow(Duration delay) implements Fault {}

    /// The service answers its throttling error and does nothing.
    record Throttled() implements Fault {}

    /// The service answers this error and does nothing.
    record Refused(int status, String code, String message) implements Fault {}

    /// The connection breaks before the service did anything.
    record CutBefore() implements Fault {}

    /// The service does what was asked, then the connection breaks before the answer.
    record CutAfter() implements Fault {}

    /// The service does what was asked twice and answers the second result, as after a retry below
    /// the client.
    record Twice() implements Fault {}
}
