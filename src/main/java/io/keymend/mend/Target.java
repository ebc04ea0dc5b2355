package io.keymend.mend;

import io.keymend.evidence.ColumnName;
import io.keymend.evidence.KeyColumn;

import java.util.List;

/// The column whose values are mended, how its rows are addressed, and what is done to them.
///
/// @param key the table's primary key, in the key's own order; never empty
public record Target(ColumnName column, List<KeyColumn> key, Action action) {
    public Target {
        key = List.copyOf(key);
        if (key.isEmpty()) {
            throw new IllegalArgumentException(
                    "rows of a table without a primary key cannot be addressed: " + column);
        }
    }
}
