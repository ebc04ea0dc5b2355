package io.keymend.aws.mend;

import static io.keymend.aws.api.DataApi.number;
import static io.keymend.aws.api.DataApi.text;

import io.keymend.aws.api.DataApi;
import io.keymend.mend.Action;
import io.keymend.mend.Mended;

import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The statements that change rows on MySQL and MariaDB.
final class MysqlMendChanges implements MendChanges {
    private final MysqlMendSql sql;

    MysqlMendChanges(MysqlMendSql sql) {
        this.sql = sql;
    }

    @Override
    public Head open(DataApi.Transaction transaction, Head.Name name, Mended.Kind kind) {
        transaction.update(
                """
                INSERT INTO keymend.mend (plan, schema_name, table_name, column_name, kind, columns, started_at, touched_at)
                VALUES (:plan, :schema, :table, :column, :kind, '', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
                ON DUPLICATE KEY UPDATE touched_at = VALUES(touched_at)
                """,
                text("plan", name.plan()),
                text("schema", name.schema()),
                text("table", name.table()),
                text("column", name.column()),
                text("kind", kind.name()));
        List<Field> row =
                transaction
                        .query(
                                """
                                SELECT id, kind, columns FROM keymend.mend WHERE plan = :plan AND schema_name = :schema
                                  AND table_name = :table AND column_name = :column FOR UPDATE
                                """,
                                text("plan", name.plan()),
                                text("schema", name.schema()),
                                text("table", name.table()),
                                text("column", name.column()))
                        .getFirst();
        return new Head(
                row.get(0).longValue(),
                Mended.Kind.valueOf(row.get(1).stringValue()),
                row.get(2).stringValue());
    }

    /// It journals in one statement and changes in the next.
    @Override
    public boolean holdsWhatItChanges(Action action) {
        return false;
    }

    @Override
    public Changed change(
            DataApi.Transaction transaction,
            MendTable table,
            MendColumn column,
            Action action,
            long head,
            String rows) {
        long journaled = keep(transaction, table, column, head, rows);
        long changed =
                switch (action) {
                    case Action.Delete() -> delete(transaction, table, column, rows);
                    case Action.Reset(var literal) ->
                            update(transaction, table, column, rows, literal(literal), literal);
                    case Action.Resealing _ ->
                            update(
                                    transaction,
                                    table,
                                    column,
                                    rows,
                                    next(column),
                                    Optional.empty());
                };
        if (!(action instanceof Action.Delete)) {
            noteAfter(transaction, table, column, head, rows);
        }
        return new Changed(changed, journaled);
    }

    private long keep(
            DataApi.Transaction transaction,
            MendTable table,
            MendColumn column,
            long head,
            String rows) {
        String key =
                IntStream.range(0, table.key().size())
                        .mapToObj(at -> "p.k" + at)
                        .collect(Collectors.joining(", "));
        return transaction.update(
                """
                INSERT INTO keymend.journal (mend, row_id, row_key, image, digest, changed_at)
                SELECT :head, UNHEX(p.i), JSON_ARRAY(%1$s), %2$s, p.d, UTC_TIMESTAMP(3)
                FROM %3$s STRAIGHT_JOIN %4$s AS t ON %5$s WHERE %6$s = p.d
                """
                        .formatted(
                                key,
                                sql.image(table.stored()),
                                sql.planned(table),
                                sql.table(table.name()),
                                sql.match(table),
                                sql.digest(column)),
                text("rows", rows),
                number("head", head));
    }

    private long delete(
            DataApi.Transaction transaction, MendTable table, MendColumn column, String rows) {
        return transaction.update(
                """
                DELETE t FROM %1$s STRAIGHT_JOIN %2$s AS t ON %3$s WHERE %4$s = p.d
                """
                        .formatted(
                                sql.planned(table),
                                sql.table(table.name()),
                                sql.match(table),
                                sql.digest(column)),
                text("rows", rows));
    }

    /// A column that MySQL would set to the present time is set to what it is.
    private long update(
            DataApi.Transaction transaction,
            MendTable table,
            MendColumn column,
            String rows,
            String value,
            Optional<String> literal) {
        List<SqlParameter> parameters = new ArrayList<>();
        parameters.add(text("rows", rows));
        literal.ifPresent(given -> parameters.add(text("literal", given)));
        return transaction.update(
                """
                UPDATE %1$s STRAIGHT_JOIN %2$s AS t ON %3$s SET %4$s = %5$s%6$s WHERE %7$s = p.d%8$s
                """
                        .formatted(
                                sql.planned(table),
                                sql.table(table.name()),
                                sql.match(table),
                                sql.column(column),
                                value,
                                unbumped(table, column),
                                sql.digest(column),
                                value.contains("p.v") ? " AND p.v IS NOT NULL" : ""),
                parameters.toArray(SqlParameter[]::new));
    }

    private String unbumped(MendTable table, MendColumn changed) {
        return table.columns().stream()
                .filter(MendColumn::bumped)
                .filter(column -> !column.equals(changed))
                .map(sql::column)
                .map(name -> ", " + name + " = " + name)
                .collect(Collectors.joining());
    }

    private static String literal(Optional<String> literal) {
        return literal.isPresent() ? ":literal" : "NULL";
    }

    private static String next(MendColumn column) {
        return column.kind() == MendColumn.Kind.BYTES ? "UNHEX(p.v)" : "p.v";
    }

    private void noteAfter(
            DataApi.Transaction transaction,
            MendTable table,
            MendColumn column,
            long head,
            String rows) {
        transaction.update(
                """
                UPDATE %1$s STRAIGHT_JOIN keymend.journal AS j ON j.mend = :head AND j.row_id = UNHEX(p.i) STRAIGHT_JOIN %2$s AS t ON %3$s
                SET j.after = %4$s
                """
                        .formatted(
                                sql.planned(table),
                                sql.table(table.name()),
                                sql.match(table),
                                sql.digest(column)),
                text("rows", rows),
                number("head", head));
    }

    /// A row that meets a unique value of another, or refers to one that is gone, is left out.
    @Override
    public long insert(
            DataApi.Transaction transaction,
            MendTable table,
            List<MendColumn> columns,
            long head,
            String rows) {
        return transaction.update(
                """
                INSERT IGNORE INTO %1$s (%2$s) SELECT %3$s
                FROM %4$s STRAIGHT_JOIN keymend.journal j ON j.mend = :head AND j.row_id = UNHEX(p.i) ORDER BY p.n
                """
                        .formatted(
                                sql.table(table.name()),
                                columns.stream()
                                        .map(column -> sql.name(column.name()))
                                        .collect(Collectors.joining(", ")),
                                IntStream.range(0, columns.size())
                                        .mapToObj(at -> sql.read(columns.get(at), at))
                                        .collect(Collectors.joining(", ")),
                                sql.planned(table)),
                text("rows", rows),
                number("head", head));
    }

    @Override
    public long revert(
            DataApi.Transaction transaction,
            MendTable table,
            MendColumn column,
            int place,
            long head,
            String rows) {
        return transaction.update(
                """
                UPDATE %1$s STRAIGHT_JOIN keymend.journal AS j ON j.mend = :head AND j.row_id = UNHEX(p.i) STRAIGHT_JOIN %2$s AS t ON %3$s
                SET %4$s = %5$s%6$s WHERE %7$s <=> j.after
                """
                        .formatted(
                                sql.planned(table),
                                sql.table(table.name()),
                                sql.match(table),
                                sql.column(column),
                                sql.read(column, place),
                                unbumped(table, column),
                                sql.digest(column)),
                text("rows", rows),
                number("head", head));
    }

    @Override
    public long mark(
            DataApi.Transaction transaction, MendTable table, String same, long head, String rows) {
        return transaction.update(
                """
                UPDATE %1$s STRAIGHT_JOIN keymend.journal AS j ON j.mend = :head AND j.row_id = UNHEX(p.i) STRAIGHT_JOIN %2$s AS t ON %3$s
                SET j.restored_at = UTC_TIMESTAMP(3) WHERE j.restored_at IS NULL AND %4$s
                """
                        .formatted(
                                sql.planned(table),
                                sql.table(table.name()),
                                sql.match(table),
                                same),
                text("rows", rows),
                number("head", head));
    }

    @Override
    public Letters deleted(
            DataApi.Transaction transaction, MendTable table, long head, String rows) {
        return letters(
                transaction,
                """
                SELECT GROUP_CONCAT(p.n, CASE WHEN j.restored_at IS NOT NULL THEN 'A' WHEN t.%1$s IS NOT NULL THEN 'X'
                  ELSE '-' END SEPARATOR '')
                FROM %2$s STRAIGHT_JOIN keymend.journal j ON j.mend = :head AND j.row_id = UNHEX(p.i) LEFT JOIN %3$s AS t ON %4$s
                """
                        .formatted(
                                sql.name(table.key().getFirst().name()),
                                sql.planned(table),
                                sql.table(table.name()),
                                sql.match(table)),
                head,
                rows);
    }

    @Override
    public Letters changed(
            DataApi.Transaction transaction,
            MendTable table,
            MendColumn column,
            long head,
            String rows) {
        return letters(
                transaction,
                """
                SELECT GROUP_CONCAT(p.n, CASE WHEN j.restored_at IS NOT NULL THEN 'A' WHEN t.%1$s IS NULL THEN 'G'
                  WHEN %5$s <=> j.after THEN '-' ELSE 'C' END SEPARATOR '')
                FROM %2$s STRAIGHT_JOIN keymend.journal j ON j.mend = :head AND j.row_id = UNHEX(p.i) LEFT JOIN %3$s AS t ON %4$s
                FOR UPDATE
                """
                        .formatted(
                                sql.name(table.key().getFirst().name()),
                                sql.planned(table),
                                sql.table(table.name()),
                                sql.match(table),
                                sql.digest(column)),
                head,
                rows);
    }

    private static Letters letters(
            DataApi.Transaction transaction, String statement, long head, String rows) {
        return Letters.read(
                transaction
                        .query(statement, text("rows", rows), number("head", head))
                        .getFirst()
                        .getFirst()
                        .stringValue());
    }

    /// Counts the rows this session wrote, whoever's they are. A cascade of InnoDB is not among
    /// them, which is why no row goes that others refer to.
    @Override
    public Witness witness(DataApi.Transaction transaction) {
        Counters before = Counters.read(transaction);
        return (way, rows) -> {
            Counters now = Counters.read(transaction);
            long deleted = now.deleted - before.deleted;
            long updated = now.updated - before.updated;
            boolean agrees =
                    switch (way) {
                        case DELETED -> deleted == rows && updated == 0;
                        // The journal's entries are updated too, unless they note a NULL.
                        case UPDATED -> deleted == 0 && (updated == rows || updated == 2 * rows);
                        case INSERTED -> deleted == 0 && updated == rows;
                    };
            return agrees
                    ? Optional.empty()
                    : Optional.of(
                            "the transaction deleted %d rows and updated %d"
                                    .formatted(deleted, updated));
        };
    }

    private record Counters(long deleted, long updated) {
        static Counters read(DataApi.Transaction transaction) {
            return new Counters(
                    counter(transaction, "Handler_delete"), counter(transaction, "Handler_update"));
        }

        private static long counter(DataApi.Transaction transaction, String name) {
            Field value =
                    transaction.query("SHOW SESSION STATUS LIKE '" + name + "'").getFirst().get(1);
            return Long.parseLong(value.stringValue());
        }
    }
}
