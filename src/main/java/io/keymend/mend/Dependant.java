package io.keymend.mend;

import io.keymend.evidence.TableName;

import java.util.List;

/// A foreign key that refers to a table.
///
/// @param name the constraint's
/// @param columns of the dependant, in the constraint's order
/// @param referenced columns they refer to, in the same order
public record Dependant(
        String name,
        TableName table,
        List<String> columns,
        List<String> referenced,
        OnDelete onDelete) {
    public Dependant {
        columns = List.copyOf(columns);
        referenced = List.copyOf(referenced);
    }

    /// What the database does to a referring row when the row it refers to goes.
    public enum OnDelete {
        /// It keeps the row referred to from going.
        RESTRICT,
        /// It deletes the referring row as well.
        CASCADE,
        /// It sets the referring columns to NULL.
        SET_NULL,
        /// It sets the referring columns to their default.
        SET_DEFAULT
    }
}
