package io.keymend.aws.mend;

import static io.keymend.aws.api.DataApi.number;
import static io.keymend.aws.api.DataApi.text;

import io.keymend.aws.api.DataApi;
import io.keymend.evidence.RowKey;
import io.keymend.mend.Action;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.ChunkOutcome.Reason;
import io.keymend.mend.ChunkOutcome.Skipped;
import io.keymend.mend.Dependant;
import io.keymend.mend.MendFailed;
import io.keymend.mend.Mended;
import io.keymend.mend.Target;
import io.keymend.remedy.PlanId;

import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

import java.util.ArrayList;
import java.util.List;

/// One transaction that changes rows: everything is looked at again under locks, and either all of
/// it is verified and stands, or nothing does.
final class ChunkChange {
    /// How the rows are gone about.
    enum Way {
        /// Each is locked and looked at first, so that those that are not as planned are left.
        ROW_BY_ROW,
        /// All are taken to be as planned. One that is not undoes the whole with a
        /// [MendFailures.Mismatch].
        ALL_OR_NONE
    }

    private final DataApi.Transaction transaction;
    private final MendSql sql;
    private final MendChanges changes;
    private final Target target;
    private final Way way;
    private final MendTables tables;

    ChunkChange(
            DataApi.Transaction transaction,
            MendSql sql,
            MendChanges changes,
            Target target,
            Way way) {
        this.transaction = transaction;
        this.sql = sql;
        this.changes = changes;
        this.target = target;
        this.way = way;
        this.tables = new MendTables(transaction::query, sql);
    }

    /// @param parts the rows, as many at a time as one statement carries; never empty
    ChunkOutcome run(PlanId plan, List<List<MendChunk.Row>> parts) {
        MendChanges.Head head =
                changes.open(transaction, name(plan, target), kind(target.action()));
        transaction.query(sql.hold(target.column().table()));
        MendTable table = tables.read(target.column().table());
        MendTables.refuse(tables.obstacles(target, table, true));
        describe(head, table);
        return parts.stream()
                .map(rows -> part(head, table, rows))
                .reduce(ChunkReseal::merge)
                .orElseThrow();
    }

    private ChunkOutcome part(MendChanges.Head head, MendTable table, List<MendChunk.Row> rows) {
        MendTables.requireKeys(table, rows.stream().map(MendChunk.Row::key).toList());
        Sorted sorted =
                switch (way) {
                    case ROW_BY_ROW -> sort(head, table, rows);
                    case ALL_OR_NONE -> new Sorted(rows, 0, List.of());
                };
        if (!sorted.good.isEmpty()) {
            change(head, table, sorted.good);
        }
        return new ChunkOutcome(sorted.good.size(), sorted.earlier, sorted.skipped);
    }

    static MendChanges.Head.Name name(PlanId plan, Target target) {
        return new MendChanges.Head.Name(
                plan.hash(),
                target.column().table().schema(),
                target.column().table().table(),
                target.column().column());
    }

    private static Mended.Kind kind(Action action) {
        return switch (action) {
            case Action.Delete() -> Mended.Kind.DELETED;
            case Action.Reset _ -> Mended.Kind.RESET;
            case Action.Resealing _ -> Mended.Kind.RESEALED;
        };
    }

    /// The journal keeps rows without names, so all rows of one record must have the same columns.
    private void describe(MendChanges.Head head, MendTable table) {
        if (head.kind() != kind(target.action())) {
            throw new MendFailed.Refused(List.of("the plan does something else to this column"));
        }
        String columns = MendChunk.names(table.stored().stream().map(MendColumn::name).toList());
        if (head.columns().isEmpty()) {
            transaction.update(
                    "UPDATE keymend.mend SET columns = :columns WHERE id = :head",
                    text("columns", columns),
                    number("head", head.id()));
        } else if (!MendChunk.names(head.columns()).equals(MendChunk.names(columns))) {
            throw new MendFailed.Refused(
                    List.of(table.name() + " has other columns than when the mend began"));
        }
    }

    /// The rows of a chunk by what may be done with them.
    private record Sorted(List<MendChunk.Row> good, int earlier, List<Skipped> skipped) {}

    private Sorted sort(MendChanges.Head head, MendTable table, List<MendChunk.Row> rows) {
        String json = MendChunk.json(rows);
        MendColumn column = table.column(target.column().column()).orElseThrow();
        Letters now = letters(sql.lock(table, column), json);
        Letters before = letters(sql.journaled(), json, number("head", head.id()));
        List<MendChunk.Row> good = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        int earlier = 0;
        for (int n = 0; n < rows.size(); n++) {
            char journaled = before.of(n, '-');
            char found = now.of(n, 'G');
            if (journaled == 'E') {
                earlier++;
            } else if (journaled == '-' && found == '-' && isReady(rows.get(n))) {
                good.add(rows.get(n));
            } else {
                skipped.add(skipped(rows.get(n).key(), journaled == 'R' ? 'R' : found));
            }
        }
        return new Sorted(good, earlier, skipped);
    }

    /// A row may be as planned again that was not when its value was read.
    private boolean isReady(MendChunk.Row row) {
        return !(target.action() instanceof Action.Resealing) || row.next().isPresent();
    }

    private Letters letters(String statement, String rows, SqlParameter... more) {
        List<SqlParameter> parameters = new ArrayList<>(List.of(more));
        parameters.add(text("rows", rows));
        return Letters.read(
                transaction
                        .query(statement, parameters.toArray(SqlParameter[]::new))
                        .getFirst()
                        .getFirst()
                        .stringValue());
    }

    private static Skipped skipped(RowKey key, char letter) {
        return switch (letter) {
            case 'G' -> new Skipped(key, Reason.GONE, "there is no such row any more");
            case 'M' -> new Skipped(key, Reason.MOVED, "its value was written since the plan");
            case 'O' -> new Skipped(key, Reason.OVERSIZE, "it is too large to be journaled");
            case 'R' ->
                    new Skipped(key, Reason.RESTORED, "this plan changed it, and it was restored");
            case '-' ->
                    new Skipped(
                            key,
                            Reason.UNKNOWN,
                            "it is as planned, and was not when its value was read");
            default -> new Skipped(key, Reason.UNKNOWN, "the database did not say");
        };
    }

    private void change(MendChanges.Head head, MendTable table, List<MendChunk.Row> rows) {
        String json = MendChunk.json(rows);
        if (target.action() instanceof Action.Delete) {
            refuseDependants(table, json);
        }
        MendColumn column = table.column(target.column().column()).orElseThrow();
        MendChanges.Witness witness = changes.witness(transaction);
        MendChanges.Changed changed =
                changes.change(transaction, table, column, target.action(), head.id(), json);
        if (changed.changed() != rows.size() || changed.journaled() != rows.size()) {
            throw new MendFailures.Mismatch(
                    "%s: of %d rows %d were changed and %d journaled"
                            .formatted(
                                    target.column(),
                                    rows.size(),
                                    changed.changed(),
                                    changed.journaled()));
        }
        witness.disagreement(
                        target.action() instanceof Action.Delete
                                ? MendChanges.Written.DELETED
                                : MendChanges.Written.UPDATED,
                        rows.size())
                .ifPresent(what -> {
                    throw new MendFailures.Mismatch(target.column() + ": " + what);
                });
    }

    /// What a cascade would remove or empty is not journaled, so no row goes that others refer to.
    private void refuseDependants(MendTable table, String rows) {
        List<String> found = new ArrayList<>();
        for (Dependant dependant : tables.dependants(table.name())) {
            long referring = tables.referring(dependant, table, rows);
            if (referring > 0) {
                found.add(
                        "%d rows of %s refer to rows of %s (%s, ON DELETE %s)"
                                .formatted(
                                        referring,
                                        dependant.table(),
                                        table.name(),
                                        dependant.name(),
                                        dependant.onDelete().name().replace('_', ' ')));
            }
        }
        MendTables.refuse(found);
    }
}
