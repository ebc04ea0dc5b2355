package io.keymend.aws.mend;

import static io.keymend.aws.api.DataApi.text;

import io.keymend.aws.api.DataApi;
import io.keymend.evidence.ColumnName;
import io.keymend.evidence.RowKey;
import io.keymend.mend.MendFailed;
import io.keymend.mend.Mended;
import io.keymend.mend.RestoreOutcome;
import io.keymend.mend.RestoreOutcome.Conflict;
import io.keymend.mend.RestoreOutcome.Reason;
import io.keymend.remedy.PlanId;

import software.amazon.awssdk.services.rdsdata.model.Field;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One transaction that puts journaled rows back, as far as nothing is overwritten by it.
final class RowRestore {
    private final DataApi.Transaction transaction;
    private final MendSql sql;
    private final MendChanges changes;
    private final ColumnName column;
    private final MendTables tables;

    RowRestore(
            DataApi.Transaction transaction, MendSql sql, MendChanges changes, ColumnName column) {
        this.transaction = transaction;
        this.sql = sql;
        this.changes = changes;
        this.column = column;
        this.tables = new MendTables(transaction::query, sql);
    }

    RestoreOutcome run(PlanId plan, List<RowKey> rows) {
        Optional<MendChanges.Head> head = head(plan);
        if (head.isEmpty()) {
            return new RestoreOutcome(0, 0, rows.stream().map(row -> conflict(row, 'N')).toList());
        }
        transaction.query(sql.hold(column.table()));
        MendTable table = tables.read(column.table());
        MendTables.requireKeys(table, rows);
        boolean deleted = head.get().kind() == Mended.Kind.DELETED;
        MendTables.refuse(tables.obstacles(table, List.of(deleted ? "INSERT" : "UPDATE"), true));
        return deleted ? insert(table, head.get(), rows) : revert(table, head.get(), rows);
    }

    /// Found and locked: whoever mends or restores under the same plan waits.
    private Optional<MendChanges.Head> head(PlanId plan) {
        List<List<Field>> found =
                transaction.query(
                        """
                        SELECT id, kind, columns FROM keymend.mend WHERE plan = :plan AND schema_name = :schema
                          AND table_name = :table AND column_name = :column FOR UPDATE
                        """,
                        text("plan", plan.hash()),
                        text("schema", column.table().schema()),
                        text("table", column.table().table()),
                        text("column", column.column()));
        return found.stream()
                .findFirst()
                .map(row ->
                        new MendChanges.Head(
                                row.get(0).longValue(),
                                Mended.Kind.valueOf(row.get(1).stringValue()),
                                row.get(2).stringValue()));
    }

    private RestoreOutcome insert(MendTable table, MendChanges.Head head, List<RowKey> rows) {
        List<MendColumn> columns = journaled(table, head);
        Letters before = changes.deleted(transaction, table, head.id(), json(rows));
        List<RowKey> absent = with(rows, before, '-');
        Letters after = Letters.read(null);
        if (!absent.isEmpty()) {
            String json = json(absent);
            MendChanges.Witness witness = changes.witness(transaction);
            long inserted = changes.insert(transaction, table, columns, head.id(), json);
            long same = changes.mark(transaction, table, sql.isImage(columns), head.id(), json);
            require(table, inserted, same);
            agree(table, witness, MendChanges.Written.INSERTED, inserted);
            after = changes.deleted(transaction, table, head.id(), json);
        }
        List<Conflict> conflicts = conflicts(rows, before);
        int restored = with(absent, after, 'A').size();
        for (int n = 0; n < absent.size(); n++) {
            if (after.of(n, 'N') != 'A') {
                conflicts.add(conflict(absent.get(n), after.of(n, 'N') == 'X' ? 'X' : 'T'));
            }
        }
        return new RestoreOutcome(restored, with(rows, before, 'A').size(), conflicts);
    }

    private RestoreOutcome revert(MendTable table, MendChanges.Head head, List<RowKey> rows) {
        MendColumn known =
                table.column(column.column()).orElseThrow(() -> gone(table, column.column()));
        int place = MendChunk.names(head.columns()).indexOf(column.column());
        Letters before = changes.changed(transaction, table, known, head.id(), json(rows));
        List<RowKey> untouched = with(rows, before, '-');
        if (!untouched.isEmpty()) {
            String json = json(untouched);
            MendChanges.Witness witness = changes.witness(transaction);
            long reverted = changes.revert(transaction, table, known, place, head.id(), json);
            String same = sql.digest(known) + " = j.digest";
            long marked = changes.mark(transaction, table, same, head.id(), json);
            require(table, reverted, marked);
            require(table, untouched.size(), marked);
            agree(table, witness, MendChanges.Written.UPDATED, reverted);
        }
        return new RestoreOutcome(
                untouched.size(), with(rows, before, 'A').size(), conflicts(rows, before));
    }

    private static void require(MendTable table, long written, long marked) {
        if (written != marked) {
            throw new MendFailures.Mismatch(
                    "%s: %d rows were put back and %d of them are as journaled"
                            .formatted(table.name(), written, marked));
        }
    }

    private static void agree(
            MendTable table, MendChanges.Witness witness, MendChanges.Written way, long rows) {
        witness.disagreement(way, rows)
                .ifPresent(what -> {
                    throw new MendFailures.Mismatch(table.name() + ": " + what);
                });
    }

    /// The journaled columns, as the table has them now. Columns it got since take their default.
    private static List<MendColumn> journaled(MendTable table, MendChanges.Head head) {
        return MendChunk.names(head.columns()).stream()
                .map(name ->
                        table.column(name)
                                .filter(column -> !column.generated())
                                .orElseThrow(() -> gone(table, name)))
                .toList();
    }

    private static MendFailed gone(MendTable table, String column) {
        return new MendFailed.Refused(
                List.of(table.name() + " has no column " + column + " any more to put back"));
    }

    private static String json(List<RowKey> rows) {
        return MendChunk.json(rows.stream().map(MendChunk.Row::of).toList());
    }

    private static List<RowKey> with(List<RowKey> rows, Letters letters, char letter) {
        List<RowKey> found = new ArrayList<>();
        for (int n = 0; n < rows.size(); n++) {
            if (letters.of(n, 'N') == letter) {
                found.add(rows.get(n));
            }
        }
        return found;
    }

    private static List<Conflict> conflicts(List<RowKey> rows, Letters letters) {
        List<Conflict> found = new ArrayList<>();
        for (int n = 0; n < rows.size(); n++) {
            if (letters.of(n, 'N') != '-' && letters.of(n, 'N') != 'A') {
                found.add(conflict(rows.get(n), letters.of(n, 'N')));
            }
        }
        return found;
    }

    static Conflict conflict(RowKey row, char letter) {
        return switch (letter) {
            case 'N' -> new Conflict(row, Reason.NOT_JOURNALED, "this plan did not change it");
            case 'X' -> new Conflict(row, Reason.EXISTS, "a row with its key is there again");
            case 'G' -> new Conflict(row, Reason.GONE, "the row is gone");
            case 'C' -> new Conflict(row, Reason.CHANGED, "its value was written since the mend");
            default ->
                    new Conflict(
                            row,
                            Reason.TAKEN,
                            "another row holds a unique value of it, or what it refers to is gone");
        };
    }
}
