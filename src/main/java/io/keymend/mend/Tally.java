package io.keymend.mend;

import io.keymend.mend.ChunkOutcome.Reason;

import java.util.EnumMap;
import java.util.Map;

/// What became of a plan's rows so far.
///
/// @param changed rows changed by runs that learnt of it
/// @param earlier rows that the journal showed to be changed before, by a run that was cut off
/// @param skipped rows left as they are, by reason
public record Tally(long changed, long earlier, Map<Reason, Long> skipped) {
    public static final Tally NONE = new Tally(0, 0, Map.of());

    public Tally {
        skipped = Map.copyOf(skipped);
    }

    /// With a chunk's outcome.
    Tally and(ChunkOutcome outcome) {
        Map<Reason, Long> all = new EnumMap<>(Reason.class);
        all.putAll(skipped);
        outcome.skipped().forEach(row -> all.merge(row.reason(), 1L, Long::sum));
        return new Tally(changed + outcome.changed(), earlier + outcome.earlier(), all);
    }

    /// All rows this plan has changed.
    public long done() {
        return changed + earlier;
    }

    public long skipped(Reason reason) {
        return skipped.getOrDefault(reason, 0L);
    }

    /// All rows that were left.
    public long left() {
        return skipped.values().stream().mapToLong(Long::longValue).sum();
    }
}
