package io.keymend.evidence;

import java.util.List;

/// What looking at a database found.
public sealed interface Inspection {
    /// The database answered.
    ///
    /// @param columns those that hold sealed values
    /// @param unread tables that could not be read, with the reason; they are never "no rows"
    record Seen(List<ColumnCensus> columns, List<Unread> unread) implements Inspection {
        public Seen {
            columns = List.copyOf(columns);
            unread = List.copyOf(unread);
        }
    }

    /// The database could not be read at all.
    record Unseen(String why) implements Inspection {}

    /// One table that could not be read.
    record Unread(TableName table, String why) {}
}
