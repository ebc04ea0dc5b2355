package io.keymend.evidence;

import java.util.List;

/// How many values of one column are sealed by what.
///
/// @param named whether the product's profile names the column
/// @param keyColumns the table's primary key; empty where it has none
/// @param rows all rows of the table
/// @param empty rows whose value is NULL
/// @param groups the sealed rows by key material, largest first
/// @param others the rest by what it is, largest first; where a value was not read, it is in none
public record ColumnCensus(
        ColumnName column,
        boolean named,
        List<KeyColumn> keyColumns,
        long rows,
        long empty,
        List<SealedGroup> groups,
        List<OtherValues> others) {
    public ColumnCensus {
        keyColumns = List.copyOf(keyColumns);
        groups = List.copyOf(groups);
        others = List.copyOf(others);
    }

    /// The same census with its groups told in more detail.
    public ColumnCensus withGroups(List<SealedGroup> detailed) {
        return new ColumnCensus(column, named, keyColumns, rows, empty, detailed, others);
    }

    public long sealed() {
        return groups.stream().mapToLong(SealedGroup::rows).sum();
    }

    /// Rows that hold something else than a KMS blob.
    public long notSealed() {
        return rows - empty - sealed();
    }
}
