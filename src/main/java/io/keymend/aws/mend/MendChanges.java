package io.keymend.aws.mend;

import io.keymend.aws.api.DataApi;
import io.keymend.install.Engine;
import io.keymend.mend.Action;
import io.keymend.mend.Mended;

import java.util.List;
import java.util.Optional;

/// The statements that change rows, as one engine wants them. Every one of them runs within one
/// transaction that holds the table.
interface MendChanges {
    /// Finds or makes the journal's record of a plan's column, and keeps other menders from it
    /// until the transaction ends.
    Head open(DataApi.Transaction transaction, Head.Name name, Mended.Kind kind);

    /// Whether [#change] holds each row from the moment it compares it until it has changed it. If
    /// not, the rows have to be locked before.
    boolean holdsWhatItChanges(Action action);

    /// Journals and changes the rows of `:rows`, as far as they still are as planned.
    ///
    /// @param head the journal's record
    Changed change(
            DataApi.Transaction transaction,
            MendTable table,
            MendColumn column,
            Action action,
            long head,
            String rows);

    /// Inserts the journaled rows of `:rows` that are not there; answers how many.
    ///
    /// @param columns as they were journaled, in that order
    long insert(
            DataApi.Transaction transaction,
            MendTable table,
            List<MendColumn> columns,
            long head,
            String rows);

    /// Sets the column of the rows of `:rows` back to the journaled value, where it is what the
    /// mend made of it; answers how many.
    ///
    /// @param place of the column in the journaled row, from 0
    long revert(
            DataApi.Transaction transaction,
            MendTable table,
            MendColumn column,
            int place,
            long head,
            String rows);

    /// Marks as restored the rows of `:rows` that are there exactly as journaled; answers how many.
    ///
    /// @param same what must hold of `t` and `j`
    long mark(
            DataApi.Transaction transaction, MendTable table, String same, long head, String rows);

    /// Of deleted rows that are journaled: `A` restored already, `X` there again, `-` absent.
    Letters deleted(DataApi.Transaction transaction, MendTable table, long head, String rows);

    /// Of journaled rows whose column was changed, after locking them: `A` restored already, `G`
    /// gone, `C` changed since, `-` as the mend left it.
    Letters changed(
            DataApi.Transaction transaction,
            MendTable table,
            MendColumn column,
            long head,
            String rows);

    /// Watches, from now on, what the transaction changes.
    Witness witness(DataApi.Transaction transaction);

    /// What was changed and what was journaled.
    record Changed(long changed, long journaled) {}

    /// The journal's record of a plan's column.
    ///
    /// @param columns the journaled columns' names, as JSON; empty until the first row is journaled
    record Head(long id, Mended.Kind kind, String columns) {
        /// What names it.
        record Name(String plan, String schema, String table, String column) {}
    }

    /// Sees what a transaction changed beyond what its statements say: it counts the rows that the
    /// database itself says were written, so that not one untouched row can have been.
    interface Witness {
        /// What disagrees with this many rows of the table written in this way, each of them
        /// journaled or marked, and nothing else; empty where nothing does.
        Optional<String> disagreement(Written way, long rows);
    }

    /// How rows of a product are written.
    enum Written {
        DELETED,
        UPDATED,
        INSERTED
    }

    static MendChanges of(Engine engine) {
        return switch (engine) {
            case POSTGRESQL -> new PostgresMendChanges(new PostgresMendSql());
            case MYSQL -> new MysqlMendChanges(new MysqlMendSql());
        };
    }
}
