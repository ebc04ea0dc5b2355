package io.keymend.local;

import io.keymend.seal.Encoding;

import java.util.List;

/// A table to lay out: its key, and its columns with how many values of each kind they hold.
///
/// @param rows how many rows it has; each column's kinds add up to it
public record SealedTable(String name, Key key, int rows, List<Column> columns) {
    public SealedTable {
        columns = List.copyOf(columns);
        for (Column column : columns) {
            if (column.former + column.current + column.plain > rows) {
                throw new IllegalArgumentException(
                        name + "." + column.name + " has more values than rows");
            }
        }
    }

    /// What names a row of it.
    public enum Key {
        SERIAL,
        UUID,
        COMPOSITE,
        NONE
    }

    /// A column and how many of its values are sealed by which key; the rest is NULL.
    public record Column(String name, Encoding encoding, int former, int current, int plain) {}
}
