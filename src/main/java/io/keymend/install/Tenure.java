package io.keymend.install;

import java.time.Instant;
import java.util.Optional;

/// The time a key was an install's.
///
/// @param until absent while nobody said that it is over
public record Tenure(Instant from, Optional<Instant> until) {
    /// Whether it was over by then. Its last instant is no longer in it.
    public boolean endedBy(Instant at) {
        return until.map(end -> !at.isBefore(end)).orElse(false);
    }

    /// Whether both ran at one time.
    public boolean overlaps(Tenure other) {
        return !endedBy(other.from) && !other.endedBy(from);
    }
}
