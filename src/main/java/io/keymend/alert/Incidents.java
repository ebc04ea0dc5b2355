package io.keymend.alert;

import java.time.Duration;
import java.time.Instant;

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
}
