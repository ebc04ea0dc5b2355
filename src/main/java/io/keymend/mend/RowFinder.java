package io.keymend.mend;

import io.keymend.evidence.RowKey;
import io.keymend.evidence.TableName;

import java.util.List;
import java.util.Optional;

/// Looks at the rows a plan would bind. It needs the reading user only and changes nothing.
///
/// Every method throws [MendFailed.Unreachable] where the database cannot be asked.
public interface RowFinder {
    /// The next rows of a selection in the order of their primary key, each with the digest of its
    /// value. No value leaves the database. A page has at most some thousand rows, so memory stays
    /// bounded however large the table is; ask again with the last key until one is
    /// [Page#isLast()].
    ///
    /// @param after the last key of the page before; empty for the first page
    Page rows(Target target, Selection selection, Optional<RowKey> after);

    /// Everything that stands against changing rows of this target, in words for people; empty
    /// where nothing does. [RowMender#apply] refuses for the same reasons.
    List<String> obstacles(Target target);

    /// The tables whose rows refer to this one's, as the engine in use really enforces it.
    List<Dependant> dependants(TableName table);

    /// How many rows of a dependant refer to one of these rows; at most some thousand rows are
    /// asked about at once.
    long referring(Dependant dependant, Target target, List<RowKey> rows);

    /// All rows of the table.
    long count(TableName table);

    /// A page of rows.
    ///
    /// @param isLast whether no row follows
    record Page(List<PlannedRow> rows, boolean isLast) {
        public Page {
            rows = List.copyOf(rows);
        }
    }
}
