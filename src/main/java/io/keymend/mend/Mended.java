package io.keymend.mend;

import io.keymend.evidence.ColumnName;

/// What the journal says of one column under one plan.
///
/// @param journaled rows, restored or not
/// @param restored those of them that were put back
public record Mended(ColumnName column, Kind kind, long journaled, long restored) {
    /// What was done to the rows.
    public enum Kind {
        DELETED,
        RESET,
        RESEALED
    }
}
