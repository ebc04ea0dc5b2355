package io.keymend.aws.mend;

import io.keymend.evidence.TableName;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A table that is to be mended, with all its columns in order.
record MendTable(TableName name, List<MendColumn> columns) {
    MendTable {
        columns = List.copyOf(columns);
    }

    /// The primary key, in its order.
    List<MendColumn> key() {
        return columns.stream()
                .filter(column -> column.keyPlace() > 0)
                .sorted(Comparator.comparingInt(MendColumn::keyPlace))
                .toList();
    }

    /// What the journal keeps of a row: all that the database does not compute by itself.
    List<MendColumn> stored() {
        return columns.stream().filter(column -> !column.generated()).toList();
    }

    Optional<MendColumn> column(String column) {
        return columns.stream().filter(known -> known.name().equals(column)).findFirst();
    }
}
