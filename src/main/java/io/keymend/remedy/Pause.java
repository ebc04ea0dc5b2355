package io.keymend.remedy;

import java.time.Instant;

/// The switch that stops every mend between two chunks.
public sealed interface Pause {
    /// Mends may run.
    record Off() implements Pause {}

    /// Somebody stopped them.
    record On(String by, Instant since) implements Pause {}

    /// It could not be read. That stops mends as well.
    record Unreadable(String why) implements Pause {}
}
