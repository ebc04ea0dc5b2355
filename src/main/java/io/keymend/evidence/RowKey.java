package io.keymend.evidence;

import java.util.List;

/// A row's primary key: one value for each key column, in the key's order, as the database writes
/// it as text.
public record RowKey(List<String> values) {
    public RowKey {
        values = List.copyOf(values);
    }
}
