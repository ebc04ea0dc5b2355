package io.keymend.mend;

import io.keymend.evidence.RowKey;

import java.util.List;

/// What became of rows that were to be put back.
///
/// @param restored rows put back and verified in this call
/// @param already rows that had been restored before
public record RestoreOutcome(int restored, int already, List<Conflict> conflicts) {
    public RestoreOutcome {
        conflicts = List.copyOf(conflicts);
    }

    /// A row that was not put back, because that would have overwritten something.
    ///
    /// @param why in words, without any value
    public record Conflict(RowKey key, Reason reason, String why) {}

    /// Why a row is not put back.
    public enum Reason {
        /// A row with its key is there again.
        EXISTS,
        /// Another row holds a unique value of it, or what it refers to is gone.
        TAKEN,
        /// The column was written since the mend.
        CHANGED,
        /// The row whose column was changed is gone.
        GONE,
        /// The journal has no such row under this plan.
        NOT_JOURNALED
    }
}
