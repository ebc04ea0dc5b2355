package io.keymend.evidence;

/// A column of a table.
public record ColumnName(TableName table, String column) {
    @Override
    public String toString() {
        return table + "." + column;
    }
}
