package io.keymend.local;

import java.util.List;

/// What was laid out in one column.
///
/// @param formerKeys the primary keys of the rows sealed by the former key, in the key's order, as
///   an alert shows them; empty where the table has none
public record Truth(
        String table,
        String column,
        int rows,
        int former,
        int current,
        int plain,
        int empty,
        List<String> formerKeys) {
    public Truth {
        formerKeys = List.copyOf(formerKeys);
    }
}
