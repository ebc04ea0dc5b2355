package io.keymend.remedy;

import java.time.Duration;
import java.time.Instant;

/// How long it is until something.
public record TimeLeft(Instant until, Instant now) {
    /// Days and hours, or hours and minutes where less than a day is left, rounded down.
    @Override
    public String toString() {
        Duration left = Duration.between(now, until);
        if (!left.isPositive()) {
            return "the time is over";
        }
        return left.toDays() > 0
                ? left.toDays() + " d " + left.toHoursPart() + " h left"
                : left.toHours() + " h " + left.toMinutesPart() + " min left";
    }
}
