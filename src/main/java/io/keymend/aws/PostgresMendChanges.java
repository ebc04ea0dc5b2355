package io.keymend.aws;

import static io.keymend.aws.DataApi.number;
import static io.keymend.aws.DataApi.text;

import io.keymend.mend.Action;
import io.keymend.mend.Mended;

import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The statements that change rows on PostgreSQL.
final class PostgresMendChanges implements MendChanges {
    private final PostgresMendSql sql;

    PostgresMendChanges(PostgresMendSql sql) {
        this.sql = sql;
    }

    @Override
    public Head open(DataApi.Transaction transaction, Head.Name name, Mended.Kind kind) {
        List<Field> row =
                transaction
                        .query(
                                """
                                INSERT INTO keymend.mend (plan, schema_name, table_name, column_name, kind, columns)
                                VALUES (:plan, :schema, :table, :column, :kind, '')
                                ON CONFLICT (plan, schema_name, table_name, column_name) DO UPDATE SET touched_at = excluded.touched_at
                                RETURNING id, kind, columns
                                """,
                                text("plan", name.plan()),
                                text("schema", name.schema()),
                                text("table", name.table()),
                                text("column", name.column()),
                                text("kind", kind.name()))
                        .getFirst();
        return new Head(
                row.get(0).longValue(),
                Mended.Kind.valueOf(row.get(1).stringValue()),
                row.get(2).stringValue());
    }

    @Override
    public Changed change(
            DataApi.Transaction transaction,
            MendTable table,
            MendColumn column,
            Action action,
            long head,
            String rows) {
        List<SqlParameter> parameters = new ArrayList<>();
        parameters.add(text("rows", rows));
        parameters.add(number("head", head));
        String changed =
                switch (action) {
                    case Action.Delete() -> delete(table, column);
                    case Action.Reset(var literal) -> {
                        literal.ifPresent(value -> parameters.add(text("literal", value)));
                        yield update(table, column, literal.isPresent() ? literal(column) : "NULL");
                    }
                    case Action.Reseal _ -> update(table, column, next(column));
                };
        List<Field> counts =
                transaction
                        .query(
                                sql.with().stripTrailing()
                                        + changed
                                        + " SELECT (SELECT count(*) FROM changed), (SELECT count(*)"
                                        + " FROM kept)",
                                parameters.toArray(SqlParameter[]::new))
                        .getFirst();
        return new Changed(counts.get(0).longValue(), counts.get(1).longValue());
    }

    private String delete(MendTable table, MendColumn column) {
        return """
        , changed AS (DELETE FROM %1$s AS t USING p WHERE %2$s AND %3$s = p.d
          RETURNING p.i AS row_id, p.k AS row_key, %4$s AS image, p.d AS digest),
        kept AS (INSERT INTO keymend.journal (mend, row_id, row_key, image, digest)
          SELECT :head, row_id, row_key, image, digest FROM changed RETURNING 1)
        """
                .formatted(
                        sql.table(table.name()),
                        sql.match(table),
                        sql.digest(column),
                        sql.image(table.stored()));
    }

    /// The journal reads the row as it was: a statement does not see its own changes.
    private String update(MendTable table, MendColumn column, String value) {
        return """
        , changed AS (UPDATE %1$s AS t SET %5$s = %6$s FROM p WHERE %2$s AND %3$s = p.d%7$s
          RETURNING p.n, %3$s AS after),
        kept AS (INSERT INTO keymend.journal (mend, row_id, row_key, image, digest, after)
          SELECT :head, p.i, p.k, %4$s, p.d, c.after FROM changed c JOIN p ON p.n = c.n JOIN %1$s AS t ON %2$s RETURNING 1)
        """
                .formatted(
                        sql.table(table.name()),
                        sql.match(table),
                        sql.digest(column),
                        sql.image(table.stored()),
                        sql.name(column.name()),
                        value,
                        value.contains("p.v") ? " AND p.v IS NOT NULL" : "");
    }

    /// Assigned and not cast to the column's own type: a cast would cut what is too long.
    private static String literal(MendColumn column) {
        return switch (column.kind()) {
            case BYTES -> "convert_to(:literal, 'UTF8')";
            case JSON -> "CAST(:literal AS " + column.cast() + ")";
            case TEXT, LABEL, FLOAT, BIT, PLAIN, UNKNOWN -> "CAST(:literal AS text)";
        };
    }

    private static String next(MendColumn column) {
        return switch (column.kind()) {
            case BYTES -> "decode(p.v, 'hex')";
            case JSON -> "CAST(p.v AS " + column.cast() + ")";
            case TEXT, LABEL, FLOAT, BIT, PLAIN, UNKNOWN -> "p.v";
        };
    }

    /// Each value goes through its type's input function. Only JSON would be taken for a JSON
    /// string there, so it is cast from text.
    @Override
    public long insert(
            DataApi.Transaction transaction,
            MendTable table,
            List<MendColumn> columns,
            long head,
            String rows) {
        return transaction.update(
                sql.with()
                        + """
                        INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE
                        SELECT %3$s FROM p JOIN keymend.journal j ON j.mend = :head AND j.row_id = p.i
                        CROSS JOIN LATERAL jsonb_to_record(jsonb_object(ARRAY[%4$s], j.image)) AS r(%5$s)
                        ORDER BY p.n ON CONFLICT DO NOTHING
                        """
                                .formatted(
                                        sql.table(table.name()),
                                        each(columns, (column, _) -> sql.name(column.name())),
                                        each(columns, PostgresMendChanges::read),
                                        each(columns, (_, at) -> "'c" + at + "'"),
                                        each(columns, PostgresMendChanges::field)),
                text("rows", rows),
                number("head", head));
    }

    private static String read(MendColumn column, int at) {
        return column.kind() == MendColumn.Kind.JSON
                ? "CAST(r.c" + at + " AS " + column.cast() + ")"
                : "r.c" + at;
    }

    private static String field(MendColumn column, int at) {
        return "c" + at + " " + (column.kind() == MendColumn.Kind.JSON ? "text" : column.type());
    }

    private interface Told {
        String of(MendColumn column, int at);
    }

    private static String each(List<MendColumn> columns, Told told) {
        return IntStream.range(0, columns.size())
                .mapToObj(at -> told.of(columns.get(at), at))
                .collect(Collectors.joining(", "));
    }

    @Override
    public long revert(
            DataApi.Transaction transaction,
            MendTable table,
            MendColumn column,
            int place,
            long head,
            String rows) {
        String old = "j.image[" + (place + 1) + "]";
        String value =
                switch (column.kind()) {
                    case BYTES, JSON -> "CAST(" + old + " AS " + column.cast() + ")";
                    case TEXT, LABEL, FLOAT, BIT, PLAIN, UNKNOWN -> old;
                };
        return transaction.update(
                sql.with()
                        + """
                        UPDATE %1$s AS t SET %2$s = %3$s FROM p JOIN keymend.journal j ON j.mend = :head AND j.row_id = p.i
                        WHERE %4$s AND %5$s IS NOT DISTINCT FROM j.after
                        """
                                .formatted(
                                        sql.table(table.name()),
                                        sql.name(column.name()),
                                        value,
                                        sql.match(table),
                                        sql.digest(column)),
                text("rows", rows),
                number("head", head));
    }

    @Override
    public long mark(
            DataApi.Transaction transaction, MendTable table, String same, long head, String rows) {
        return transaction.update(
                sql.with()
                        + """
                        UPDATE keymend.journal AS j SET restored_at = now() AT TIME ZONE 'UTC' FROM p JOIN %1$s AS t ON %2$s
                        WHERE j.mend = :head AND j.row_id = p.i AND j.restored_at IS NULL AND %3$s
                        """
                                .formatted(sql.table(table.name()), sql.match(table), same),
                text("rows", rows),
                number("head", head));
    }

    @Override
    public String deleted(
            DataApi.Transaction transaction, MendTable table, long head, String rows) {
        return letters(
                transaction,
                sql.with()
                        + """
                        SELECT string_agg(CASE WHEN j.row_id IS NULL THEN 'N' WHEN j.restored_at IS NOT NULL THEN 'A'
                          WHEN EXISTS (SELECT 1 FROM %1$s AS t WHERE %2$s) THEN 'X' ELSE '-' END, '' ORDER BY p.n)
                        FROM p LEFT JOIN keymend.journal j ON j.mend = :head AND j.row_id = p.i
                        """
                                .formatted(sql.table(table.name()), sql.match(table)),
                head,
                rows);
    }

    @Override
    public String changed(
            DataApi.Transaction transaction,
            MendTable table,
            MendColumn column,
            long head,
            String rows) {
        return letters(
                transaction,
                sql.with().stripTrailing()
                        + """
                        , locked AS MATERIALIZED (SELECT p.n, %3$s AS digest FROM p JOIN %1$s AS t ON %2$s ORDER BY p.n FOR UPDATE OF t)
                        SELECT string_agg(CASE WHEN j.row_id IS NULL THEN 'N' WHEN j.restored_at IS NOT NULL THEN 'A'
                          WHEN l.n IS NULL THEN 'G' WHEN l.digest IS DISTINCT FROM j.after THEN 'C' ELSE '-' END, '' ORDER BY p.n)
                        FROM p LEFT JOIN keymend.journal j ON j.mend = :head AND j.row_id = p.i LEFT JOIN locked l ON l.n = p.n
                        """
                                .formatted(
                                        sql.table(table.name()),
                                        sql.match(table),
                                        sql.digest(column)),
                head,
                rows);
    }

    private static String letters(
            DataApi.Transaction transaction, String statement, long head, String rows) {
        return transaction
                .query(statement, text("rows", rows), number("head", head))
                .getFirst()
                .getFirst()
                .stringValue();
    }

    /// Counts what this transaction did to every table, so that a trigger's, a rule's or a
    /// cascade's doing shows.
    @Override
    public Witness witness(DataApi.Transaction transaction) {
        Counters before = Counters.read(transaction);
        return (_, rows) -> {
            Counters now = Counters.read(transaction);
            long journal = now.journal - before.journal;
            long product = now.product - before.product;
            return journal == rows && product == rows
                    ? Optional.empty()
                    : Optional.of(
                            "the transaction changed %d rows of the product and %d of the journal"
                                    .formatted(product, journal));
        };
    }

    private record Counters(long product, long journal) {
        static Counters read(DataApi.Transaction transaction) {
            List<Field> row =
                    transaction
                            .query(
                                    """
                                    SELECT CAST(COALESCE(sum(n) FILTER (WHERE schemaname <> 'keymend'), 0) AS bigint),
                                      CAST(COALESCE(sum(n) FILTER (WHERE schemaname = 'keymend' AND relname = 'journal'), 0) AS bigint)
                                    FROM (SELECT schemaname, relname, n_tup_ins + n_tup_upd + n_tup_del AS n
                                      FROM pg_catalog.pg_stat_xact_user_tables) AS counted
                                    """)
                            .getFirst();
            return new Counters(row.get(0).longValue(), row.get(1).longValue());
        }
    }
}
