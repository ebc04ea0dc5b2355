package io.keymend.aws.mend;

import io.keymend.evidence.TableName;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Mending on PostgreSQL.
///
/// A value is journaled as its type's own output function writes it, under the settings `pg_dump`
/// relies on, and read back by the type's input function.
final class PostgresMendSql implements MendSql {
    /// A row whose texts and bytes take more than this as text is left alone: text ends at 1 GB,
    /// and a value inside a `jsonb` at 256 MB.
    private static final int LARGEST = 200_000_000;

    /// The journal's entry of a row of `p`, by its index whatever the planner knows of the journal:
    /// one that was empty a moment ago it would read as a whole for each row.
    static final String ENTRY =
            "(SELECT * FROM keymend.journal e WHERE e.mend = :head AND e.row_id = p.i OFFSET 0) AS"
                    + " j";

    @Override
    public String settings(boolean exact) {
        return """
        SELECT set_config('lock_timeout', '5s', true), set_config('statement_timeout', '40s', true),
          set_config('datestyle', 'ISO', true),
          set_config('intervalstyle', 'postgres', true), set_config('timezone', 'UTC', true),
          set_config('extra_float_digits', '3', true), set_config('bytea_output', 'hex', true),
          set_config('lc_monetary', 'C', true), set_config('xmloption', 'content', true)
        """;
    }

    /// They end with the transaction.
    @Override
    public Optional<String> unsettle() {
        return Optional.empty();
    }

    @Override
    public String hold(TableName table) {
        return "LOCK TABLE " + table(table) + " IN ROW EXCLUSIVE MODE";
    }

    @Override
    public String columns() {
        return """
        SELECT a.attname, format_type(a.atttypid, a.atttypmod), format_type(a.atttypid, -1),
          CASE WHEN t.typoutput IN (CAST('pg_catalog.json_out' AS regproc), CAST('pg_catalog.jsonb_out' AS regproc)) THEN 'JSON'
               WHEN t.typoutput = CAST('pg_catalog.byteaout' AS regproc) THEN 'BYTES'
               WHEN t.typcategory = 'S' AND t.typname NOT IN ('name', 'char') THEN 'TEXT' ELSE 'PLAIN' END,
          a.attgenerated <> '', false,
          COALESCE((SELECT u.place FROM pg_catalog.pg_index i
            CROSS JOIN LATERAL unnest(CAST(i.indkey AS smallint[])) WITH ORDINALITY AS u(attnum, place)
            WHERE i.indrelid = c.oid AND i.indisprimary AND u.attnum = a.attnum AND u.place <= i.indnkeyatts), 0),
          '', ''
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        WHERE n.nspname = :schema AND c.relname = :table AND c.relkind IN ('r', 'p')
        ORDER BY a.attnum
        """;
    }

    @Override
    public String obstacles(List<String> actions, boolean writing) {
        return """
        WITH r AS (SELECT c.oid, c.relkind FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = :schema AND c.relname = :table AND c.relkind IN ('r', 'p')),
          parts AS (SELECT r.oid FROM r UNION
            SELECT CAST(x.relid AS oid) FROM r CROSS JOIN LATERAL pg_catalog.pg_partition_tree(r.oid) AS x)
        SELECT 'there is no such table' WHERE NOT EXISTS (SELECT 1 FROM r)
        UNION ALL SELECT 'other tables inherit from it' FROM r WHERE r.relkind = 'r'
            AND EXISTS (SELECT 1 FROM pg_catalog.pg_inherits i WHERE i.inhparent = r.oid)
        UNION ALL SELECT 'row security hides rows of it' FROM r WHERE pg_catalog.row_security_active(r.oid)
        UNION ALL SELECT 'trigger ' || g.tgname || ' would run' FROM parts JOIN pg_catalog.pg_trigger g ON g.tgrelid = parts.oid
            WHERE NOT g.tgisinternal AND g.tgenabled <> 'D' AND (g.tgtype & %1$d) <> 0
        UNION ALL SELECT 'rule ' || w.rulename || ' would run' FROM r JOIN pg_catalog.pg_rewrite w ON w.ev_class = r.oid
            WHERE w.ev_enabled <> 'D' AND w.ev_type IN (%2$s)
        UNION ALL SELECT 'track_counts is off, so what a transaction changes could not be verified'
            WHERE pg_catalog.current_setting('track_counts') <> 'on' AND %3$s
        """
                .formatted(triggerBits(actions), ruleTypes(actions), writing);
    }

    private static int triggerBits(List<String> actions) {
        return actions.stream()
                .mapToInt(action ->
                        switch (action) {
                            case "INSERT" -> 4;
                            case "DELETE" -> 8;
                            default -> 16;
                        })
                .sum();
    }

    private static String ruleTypes(List<String> actions) {
        return actions.stream()
                .map(action ->
                        switch (action) {
                            case "INSERT" -> "'3'";
                            case "DELETE" -> "'4'";
                            default -> "'2'";
                        })
                .collect(Collectors.joining(", "));
    }

    @Override
    public String dependants() {
        return """
        SELECT k.conname, cn.nspname, c.relname, CASE k.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET_NULL'
            WHEN 'd' THEN 'SET_DEFAULT' ELSE 'RESTRICT' END, a.attname, ra.attname
        FROM pg_catalog.pg_constraint k
        JOIN pg_catalog.pg_class r ON r.oid = k.confrelid JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
        JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
        CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS u(child, parent, place)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.child
        JOIN pg_catalog.pg_attribute ra ON ra.attrelid = k.confrelid AND ra.attnum = u.parent
        WHERE k.contype = 'f' AND k.conparentid = 0 AND rn.nspname = :schema AND r.relname = :table
        ORDER BY cn.nspname, c.relname, k.conname, u.place
        """;
    }

    @Override
    public String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private String column(MendColumn column) {
        return column("t", column);
    }

    private String column(String alias, MendColumn column) {
        return alias + "." + name(column.name());
    }

    @Override
    public String keyText(MendColumn column) {
        return column.kind() == MendColumn.Kind.BYTES
                ? "encode(" + column(column) + ", 'hex')"
                : "CAST(" + column(column) + " AS text)";
    }

    @Override
    public String keyValue(MendColumn column, String text) {
        return column.kind() == MendColumn.Kind.BYTES
                ? "decode(" + text + ", 'hex')"
                : "CAST(" + text + " AS " + column.type() + ")";
    }

    @Override
    public String digest(MendColumn column) {
        return digest("t", column);
    }

    String digest(String alias, MendColumn column) {
        String name = column(alias, column);
        String bytes =
                column.kind() == MendColumn.Kind.BYTES
                        ? "CAST(" + name + " AS bytea)"
                        : "convert_to(CAST(" + name + " AS text), 'UTF8')";
        return "encode(sha256(" + bytes + "), 'hex')";
    }

    @Override
    public String join() {
        return " JOIN ";
    }

    @Override
    public String with() {
        return """
        WITH p AS MATERIALIZED (SELECT n, decode(i, 'hex') AS i, d, k, v
          FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(n int, i text, d text, k jsonb, v text))
        """;
    }

    @Override
    public String planned(MendTable table) {
        return "p";
    }

    @Override
    public String match(MendTable table) {
        List<MendColumn> key = table.key();
        return IntStream.range(0, key.size())
                .mapToObj(at ->
                        column(key.get(at)) + " = " + keyValue(key.get(at), "(p.k ->> " + at + ")"))
                .collect(Collectors.joining(" AND "));
    }

    @Override
    public String lock(MendTable table, MendColumn column) {
        return with().stripTrailing()
                + """
                , locked AS MATERIALIZED (SELECT p.n, %1$s = p.d AS same, %2$s AS large
                  FROM p JOIN %3$s AS t ON %4$s ORDER BY p.n FOR UPDATE OF t)
                SELECT string_agg(n || CASE WHEN same IS NOT TRUE THEN 'M' WHEN large THEN 'O' ELSE '-' END, '') FROM locked
                """
                        .formatted(
                                digest(column), tooLarge(table), table(table.name()), match(table));
    }

    private String tooLarge(MendTable table) {
        return table.stored().stream()
                        .map(this::size)
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(" + ", "0 + ", ""))
                + " > "
                + LARGEST;
    }

    private Optional<String> size(MendColumn column) {
        return switch (column.kind()) {
            case TEXT ->
                    Optional.of("COALESCE(octet_length(CAST(" + column(column) + " AS text)), 0)");
            case BYTES ->
                    Optional.of(
                            "2 * COALESCE(octet_length(CAST(" + column(column) + " AS bytea)), 0)");
            case JSON, LABEL, FLOAT, BIT, PLAIN, UNKNOWN -> Optional.empty();
        };
    }

    @Override
    public String journaled() {
        return with()
                + """
                SELECT string_agg(p.n || CASE WHEN j.restored_at IS NULL THEN 'E' ELSE 'R' END, '')
                FROM p CROSS JOIN LATERAL %s
                """
                        .formatted(ENTRY);
    }

    @Override
    public String image(List<MendColumn> columns) {
        return columns.stream()
                .map(this::column)
                .map(name ->
                        "CASE WHEN "
                                + name
                                + " IS DISTINCT FROM NULL THEN concat("
                                + name
                                + ") END")
                .collect(Collectors.joining(", ", "ARRAY[", "]"));
    }

    @Override
    public String isImage(List<MendColumn> columns) {
        return "CAST(" + image(columns) + " AS text[]) COLLATE \"C\" = j.image";
    }

    @Override
    public String journal(int most) {
        return """
        SELECT encode(j.row_id, 'hex'), j.row_key, j.digest, CAST(j.changed_at AS text), CAST(j.restored_at AS text)
        FROM keymend.mend m JOIN keymend.journal j ON j.mend = m.id
        WHERE m.plan = :plan AND m.schema_name = :schema AND m.table_name = :table AND m.column_name = :column
          AND j.row_id > decode(:after, 'hex') ORDER BY j.row_id LIMIT %d
        """
                .formatted(most);
    }
}
