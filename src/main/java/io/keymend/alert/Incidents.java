package io.keymend.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What has been announced already, so that a storm of denials becomes one message.
public interface Incidents {
    /// Counts denials with one cause, and claims the right to announce it.
    ///
    /// @param again how long an announcement stands before the same cause is announced again
    /// @return whether the caller is to announce it; where it does not get to, another may claim it
    ///   after a few minutes
    boolean claim(String cause, long denials, Instant now, Duration again);

    /// Says that the claimed cause was announced.
    void announced(String cause, Instant now);

    /// Gives the claim back, so that the next denial is announced.
    void release(String cause);

    /// The announced causes that begin like this and are not over, at most 100.
    List<String> open(String prefix);

    /// Claims the right to announce that an announced cause is over; one of many wins it.
    boolean claimEnd(String cause, Instant now);

    /// Says that the claimed end was announced, or that nobody needs to hear of it. When the cause
    /// comes again, it is new.
    void ended(String cause);
}
