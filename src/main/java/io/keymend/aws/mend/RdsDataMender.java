package io.keymend.aws.mend;

import static io.keymend.aws.api.DataApi.text;

import io.keymend.aws.api.DataApi;
import io.keymend.aws.api.SchemaFile;
import io.keymend.aws.api.Timestamps;
import io.keymend.aws.mend.ChunkChange.Way;
import io.keymend.evidence.ColumnName;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.TableName;
import io.keymend.install.Engine;
import io.keymend.mend.Action;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.Digest;
import io.keymend.mend.JournalEntry;
import io.keymend.mend.JournalPage;
import io.keymend.mend.MendFailed;
import io.keymend.mend.Mended;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.Resealer;
import io.keymend.mend.RestoreOutcome;
import io.keymend.mend.RowMender;
import io.keymend.mend.Target;
import io.keymend.remedy.Permit;
import io.keymend.remedy.PlanId;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rdsdata.model.Field;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Changes rows through the RDS Data API, and puts them back.
final class RdsDataMender implements RowMender {
    private static final int PAGE = 200;

    /// How many characters: the Data API takes 4 MiB; keys and values may need several bytes for a
    /// character.
    static final int LARGEST_REQUEST = 1 << 20;

    private final DataApi database;
    private final Engine engine;
    private final int largest;
    private final MendSql sql;
    private final MendChanges changes;

    /// @param largest about how many characters of rows go into one request
    RdsDataMender(DataApi database, Engine engine, int largest) {
        this.database = database;
        this.engine = engine;
        this.largest = largest;
        this.sql = MendSql.of(engine);
        this.changes = MendChanges.of(engine);
    }

    @Override
    public ChunkOutcome apply(Permit permit, Target target, List<PlannedRow> chunk) {
        if (target.action() instanceof Action.Resealing) {
            throw new IllegalArgumentException("rows that are to be re-sealed need a resealer");
        }
        requireChunk(chunk.stream().map(PlannedRow::key).toList());
        return change(permit.plan(), target, chunk.stream().map(MendChunk.Row::of).toList());
    }

    @Override
    public ChunkOutcome reseal(
            Permit permit, Target target, List<PlannedRow> chunk, Resealer resealer) {
        ChunkReseal reseal = reseal(target, resealer);
        requireChunk(chunk.stream().map(PlannedRow::key).toList());
        return reseal.run(chunk, rows -> change(permit.plan(), target, rows));
    }

    @Override
    public ChunkOutcome resealWhole(
            Permit permit, Target target, List<PlannedRow> rows, Resealer resealer) {
        ChunkReseal reseal = reseal(target, resealer);
        requireOnce(rows.stream().map(PlannedRow::key).toList());
        if (rows.size() > MOST_AT_ONCE) {
            throw new MendFailed.Refused(
                    List.of(
                            "%,d rows are too many for one transaction, which changes %,d at most"
                                    .formatted(rows.size(), MOST_AT_ONCE)));
        }
        return reseal.runWhole(rows, fresh -> changeWhole(permit.plan(), target, fresh));
    }

    private ChunkReseal reseal(Target target, Resealer resealer) {
        if (!(target.action() instanceof Action.Resealing keys)) {
            throw new IllegalArgumentException("rows of this target are not to be re-sealed");
        }
        return new ChunkReseal(database, sql, target, keys, resealer);
    }

    private ChunkOutcome changeWhole(PlanId plan, Target target, List<MendChunk.Row> rows) {
        return rows.isEmpty()
                ? new ChunkOutcome(0, 0, List.of())
                : changeOnce(
                        plan,
                        target,
                        MendChunk.parts(rows, MOST_ROWS, largest),
                        ChunkReseal::whole);
    }

    /// Rows that do not fit one request are changed in several transactions.
    private ChunkOutcome change(PlanId plan, Target target, List<MendChunk.Row> rows) {
        if (rows.size() > 1 && MendChunk.size(rows) > largest) {
            int middle = rows.size() / 2;
            return ChunkReseal.merge(
                    change(plan, target, rows.subList(0, middle)),
                    change(plan, target, rows.subList(middle, rows.size())));
        }
        return rows.isEmpty()
                ? new ChunkOutcome(0, 0, List.of())
                : changeOnce(plan, target, List.of(rows), UnaryOperator.identity());
    }

    /// @param last a look at the outcome before it is committed
    private ChunkOutcome changeOnce(
            PlanId plan,
            Target target,
            List<List<MendChunk.Row>> parts,
            UnaryOperator<ChunkOutcome> last) {
        Function<Way, ChunkOutcome> transaction =
                way ->
                        inTransaction(
                                false,
                                open ->
                                        last.apply(
                                                new ChunkChange(open, sql, changes, target, way)
                                                        .run(plan, parts)));
        try {
            return allAsPlanned(target, transaction)
                    .orElseGet(() -> MendFailures.settle(() -> transaction.apply(Way.ROW_BY_ROW)));
        } catch (MendFailures.DataRefused e) {
            throw new MendFailed.Refused(List.of(target.column() + ": " + e.getMessage()));
        }
    }

    /// Takes all rows to be as planned, which nearly always they are, where the engine can do that;
    /// nothing where it came to nothing, whatever the reason.
    private Optional<ChunkOutcome> allAsPlanned(
            Target target, Function<Way, ChunkOutcome> transaction) {
        if (!changes.holdsWhatItChanges(target.action())) {
            return Optional.empty();
        }
        try {
            return Optional.of(transaction.apply(Way.ALL_OR_NONE));
        } catch (MendFailures.Mismatch | SdkException _) {
            return Optional.empty();
        }
    }

    @Override
    public RestoreOutcome restore(Permit permit, ColumnName column, List<RowKey> rows) {
        requireChunk(rows);
        return rows.isEmpty()
                ? new RestoreOutcome(0, 0, List.of())
                : restoreFitting(permit.plan(), column, rows);
    }

    private RestoreOutcome restoreFitting(PlanId plan, ColumnName column, List<RowKey> rows) {
        boolean fits =
                rows.size() == 1
                        || MendChunk.size(rows.stream().map(MendChunk.Row::of).toList()) <= largest;
        int middle = rows.size() / 2;
        return fits
                ? restoreSome(plan, column, rows)
                : merge(
                        restoreFitting(plan, column, rows.subList(0, middle)),
                        restoreFitting(plan, column, rows.subList(middle, rows.size())));
    }

    /// Where the database refuses the data of some row, all but that row are put back.
    private RestoreOutcome restoreSome(PlanId plan, ColumnName column, List<RowKey> rows) {
        try {
            return MendFailures.settle(() ->
                    inTransaction(
                            true,
                            transaction ->
                                    new RowRestore(transaction, sql, changes, column)
                                            .run(plan, rows)));
        } catch (MendFailures.DataRefused _) {
            return rows.size() == 1
                    ? new RestoreOutcome(0, 0, List.of(RowRestore.conflict(rows.getFirst(), 'T')))
                    : merge(
                            restoreSome(plan, column, rows.subList(0, rows.size() / 2)),
                            restoreSome(plan, column, rows.subList(rows.size() / 2, rows.size())));
        }
    }

    private static RestoreOutcome merge(RestoreOutcome one, RestoreOutcome other) {
        return new RestoreOutcome(
                one.restored() + other.restored(),
                one.already() + other.already(),
                Stream.concat(one.conflicts().stream(), other.conflicts().stream()).toList());
    }

    private <T> T inTransaction(boolean exact, Function<DataApi.Transaction, T> work) {
        return database.inTransaction(transaction -> {
            transaction.query(sql.settings(exact));
            try {
                return work.apply(transaction);
            } finally {
                sql.unsettle().ifPresent(statement -> quietly(transaction, statement));
            }
        });
    }

    /// A transaction that failed may be over already.
    private static void quietly(DataApi.Transaction transaction, String statement) {
        try {
            transaction.query(statement);
        } catch (SdkException _) {
            // Its session is over with it.
        }
    }

    private static void requireChunk(List<RowKey> rows) {
        if (rows.size() > MOST_ROWS) {
            throw new IllegalArgumentException("a chunk has at most " + MOST_ROWS + " rows");
        }
        requireOnce(rows);
    }

    private static void requireOnce(List<RowKey> rows) {
        if (rows.stream().distinct().count() < rows.size()) {
            throw new IllegalArgumentException("a row is there twice");
        }
    }

    @Override
    public List<Mended> mended(PlanId plan) {
        return answered(() ->
                database
                        .query(
                                """
                                SELECT m.schema_name, m.table_name, m.column_name, m.kind, COUNT(j.mend), COUNT(j.restored_at)
                                FROM keymend.mend m JOIN keymend.journal j ON j.mend = m.id WHERE m.plan = :plan
                                GROUP BY m.id, m.schema_name, m.table_name, m.column_name, m.kind ORDER BY m.id
                                """,
                                text("plan", plan.hash()))
                        .stream()
                        .map(RdsDataMender::mended)
                        .toList());
    }

    private static Mended mended(List<Field> row) {
        return new Mended(
                new ColumnName(
                        new TableName(row.get(0).stringValue(), row.get(1).stringValue()),
                        row.get(2).stringValue()),
                Mended.Kind.valueOf(row.get(3).stringValue()),
                row.get(4).longValue(),
                row.get(5).longValue());
    }

    @Override
    public JournalPage journal(PlanId plan, ColumnName column, Optional<JournalEntry> after) {
        List<JournalEntry> entries =
                answered(() ->
                        database
                                .query(
                                        sql.journal(PAGE + 1),
                                        text("plan", plan.hash()),
                                        text("schema", column.table().schema()),
                                        text("table", column.table().table()),
                                        text("column", column.column()),
                                        text("after", after.map(JournalEntry::id).orElse("")))
                                .stream()
                                .map(RdsDataMender::entry)
                                .toList());
        return new JournalPage(
                entries.subList(0, Math.min(PAGE, entries.size())), entries.size() <= PAGE);
    }

    private static JournalEntry entry(List<Field> row) {
        return new JournalEntry(
                row.get(0).stringValue(),
                new RowKey(MendChunk.names(row.get(1).stringValue())),
                new Digest(row.get(2).stringValue()),
                Timestamps.read(row.get(3).stringValue()),
                Optional.ofNullable(row.get(4).stringValue()).map(Timestamps::read));
    }

    @Override
    public void createJournal() {
        answered(() -> {
            SchemaFile.statements("journal", engine).forEach(database::update);
            return new ArrayList<>();
        });
    }

    private static <T> T answered(Supplier<T> work) {
        try {
            return work.get();
        } catch (SdkException e) {
            throw MendFailures.failed(e);
        }
    }
}
