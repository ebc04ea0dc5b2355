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

    /// A `DELETE` that meets a row somebody just wrote compares it again, and returns it as it is
    /// then. An `UPDATE` reads the old row beside it, and that one would be older.
    @Override
    public boolean holdsWhatItChanges(Action action) {
        return switch (action) {
            case Action.Delete() -> true;
            case Action.Reset _, Action.Resealing _ -> false;
        };
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
                    case Action.Resealing _ -> update(table, column, next(column));
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
          SELECT :head, row_id, row_key, image, digest FROM changed ON CONFLICT DO NOTHING RETURNING 1)
        """
                .formatted(
                        sql.table(table.name()),
                        sql.match(table),
                        sql.digest(column),
                        sql.image(table.stored()));
    }

    /// The row is joined to itself, because a statement does not see its own changes: `t` is the
    /// row as it was.
    private String update(MendTable table, MendColumn column, String value) {
        String same =
                table.key().stream()
                        .map(key -> sql.name(key.name()))
                        .map(name -> "w." + name + " = t." + name)
                        .collect(Collectors.joining(" AND "));
        return """
        , changed AS (UPDATE %1$s AS w SET %5$s = %6$s FROM p JOIN %1$s AS t ON %2$s WHERE %8$s AND %3$s = p.d%7$s
          RETURNING p.i AS row_id, p.k AS row_key, %4$s AS image, p.d AS digest, %9$s AS after),
        kept AS (INSERT INTO keymend.journal (mend, row_id, row_key, image, digest, after)
          SELECT :head, row_id, row_key, image, digest, after FROM changed RETURNING 1)
        """
                .formatted(
                        sql.table(table.name()),
                        sql.match(table),
                        sql.digest(column),
                        sql.image(table.stored()),
                        sql.name(column.name()),
                        value,
                        value.contains("p.v") ? " AND p.v IS NOT NULL" : "",
                        same,
                        sql.digest("w", column));
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
                        SELECT %3$s FROM p CROSS JOIN LATERAL %6$s
                        CROSS JOIN LATERAL jsonb_to_record(jsonb_object(ARRAY[%4$s], j.image)) AS r(%5$s)
                        ORDER BY p.n ON CONFLICT DO NOTHING
                        """
                                .formatted(
                                        sql.table(table.name()),
                                        each(columns, (column, _) -> sql.name(column.name())),
                                        each(columns, PostgresMendChanges::read),
                                        each(columns, (_, at) -> "'c" + at + "'"),
                                        each(columns, PostgresMendChanges::field),
                                        PostgresMendSql.ENTRY),
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
                        UPDATE %1$s AS t SET %2$s = %3$s FROM p CROSS JOIN LATERAL %6$s
                        WHERE %4$s AND %5$s IS NOT DISTINCT FROM j.after
                        """
                                .formatted(
                                        sql.table(table.name()),
                                        sql.name(column.name()),
                                        value,
                                        sql.match(table),
                                        sql.digest(column),
                                        PostgresMendSql.ENTRY),
                text("rows", rows),
                number("head", head));
    }

    @Override
    public long mark(
            DataApi.Transaction transaction, MendTable table, String same, long head, String rows) {
        return transaction.update(
                sql.with()
                        + """
                        UPDATE keymend.journal AS m SET restored_at = now() AT TIME ZONE 'UTC'
                        WHERE m.mend = :head AND m.restored_at IS NULL AND m.row_id = ANY (ARRAY(
                          SELECT p.i FROM p JOIN %1$s AS t ON %2$s CROSS JOIN LATERAL %4$s WHERE %3$s))
                        """
                                .formatted(
                                        sql.table(table.name()),
                                        sql.match(table),
                                        same,
                                        PostgresMendSql.ENTRY),
                text("rows", rows),
                number("head", head));
    }

    @Override
    public Letters deleted(
            DataApi.Transaction transaction, MendTable table, long head, String rows) {
        return letters(
                transaction,
                sql.with()
                        + """
                        SELECT string_agg(p.n || CASE WHEN j.restored_at IS NOT NULL THEN 'A'
                          WHEN EXISTS (SELECT 1 FROM %1$s AS t WHERE %2$s) THEN 'X' ELSE '-' END, '')
                        FROM p CROSS JOIN LATERAL %3$s
                        """
                                .formatted(
                                        sql.table(table.name()),
                                        sql.match(table),
                                        PostgresMendSql.ENTRY),
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
        lock(transaction, table, rows);
        return letters(
                transaction,
                sql.with()
                        + """
                        SELECT string_agg(p.n || CASE WHEN j.restored_at IS NOT NULL THEN 'A' WHEN t.%3$s IS NULL THEN 'G'
                          WHEN %4$s IS DISTINCT FROM j.after THEN 'C' ELSE '-' END, '')
                        FROM p CROSS JOIN LATERAL %5$s LEFT JOIN %1$s AS t ON %2$s
                        """
                                .formatted(
                                        sql.table(table.name()),
                                        sql.match(table),
                                        sql.name(table.key().getFirst().name()),
                                        sql.digest(column),
                                        PostgresMendSql.ENTRY),
                head,
                rows);
    }

    private void lock(DataApi.Transaction transaction, MendTable table, String rows) {
        transaction.query(
                sql.with().stripTrailing()
                        + """
                        , locked AS MATERIALIZED (SELECT p.n FROM p JOIN %1$s AS t ON %2$s ORDER BY p.n FOR UPDATE OF t)
                        SELECT count(*) FROM locked
                        """
                                .formatted(sql.table(table.name()), sql.match(table)),
                text("rows", rows));
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
