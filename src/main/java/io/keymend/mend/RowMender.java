package io.keymend.mend;

import io.keymend.evidence.ColumnName;
import io.keymend.evidence.RowKey;
import io.keymend.remedy.Permit;
import io.keymend.remedy.PlanId;

import java.util.List;
import java.util.Optional;

/// Changes rows of a product's tables, and puts them back.
///
/// A chunk is one transaction in the product's own database: rows are locked, compared with the
/// plan, journaled, changed and verified, or nothing at all happens and [MendFailed] says why. Any
/// call may be repeated, after a crash at any point and by several callers at once: the journal
/// decides what was done, and nothing is done twice. Chunks should be given in the order
/// [RowFinder#rows] finds them.
public interface RowMender {
    /// The most rows of one call.
    int MOST_ROWS = 2_000;

    /// The most rows that are re-sealed in one transaction: their new values are all held at once.
    int MOST_AT_ONCE = 20_000;

    /// Deletes or resets rows.
    ///
    /// @param permit for the plan these rows belong to
    /// @param chunk at most [#MOST_ROWS], each key once
    /// @throws IllegalArgumentException where the target is to be re-sealed: [#reseal] does that
    /// @throws MendFailed where nothing was changed, with the reason
    ChunkOutcome apply(Permit permit, Target target, List<PlannedRow> chunk);

    /// Re-seals rows. The sealed values are read, handed to the resealer one by one, and compared
    /// and set by their digest; no transaction is open while the resealer works.
    ///
    /// @throws IllegalArgumentException where the target is not to be re-sealed
    /// @throws MendFailed where the rest was not changed, with the reason; rows of this chunk that
    ///   were changed before are journaled and counted as [ChunkOutcome#earlier()] when it is
    ///   repeated
    ChunkOutcome reseal(Permit permit, Target target, List<PlannedRow> chunk, Resealer resealer);

    /// Re-seals all of these rows in one transaction, where a part of them under each key would be
    /// the very harm that is repaired. As [#reseal], but one row that cannot be re-sealed keeps all
    /// of them as they are. Only a row that is gone, that somebody wrote since the plan, that was
    /// restored, or that the key seals already is passed over.
    ///
    /// @param rows each key once
    /// @throws IllegalArgumentException where the target is not to be re-sealed
    /// @throws MendFailed where no row was changed, with the reason; more than [#MOST_AT_ONCE] are
    ///   refused
    ChunkOutcome resealWhole(
            Permit permit, Target target, List<PlannedRow> rows, Resealer resealer);

    /// Puts journaled rows back: a deleted row as it was; a value that was reset or re-sealed, as
    /// long as it still is what the mend made of it. What the product did since is a reported
    /// conflict and never overwritten.
    ///
    /// @param permit for the plan that changed them
    /// @param column as [#mended] names it
    /// @param rows at most [#MOST_ROWS], each key once
    /// @throws MendFailed where nothing was changed, with the reason
    RestoreOutcome restore(Permit permit, ColumnName column, List<RowKey> rows);

    /// What a plan has changed, by column; empty where nothing is journaled under it.
    List<Mended> mended(PlanId plan);

    /// The next journal entries of a plan and column, in an order of their own. What is journaled
    /// meanwhile may or may not be among them.
    ///
    /// @param after the last entry of the page before; empty for the first page
    JournalPage journal(PlanId plan, ColumnName column, Optional<JournalEntry> after);

    /// Creates the journal in schema `keymend` of this database, where it is not there yet.
    void createJournal();
}
