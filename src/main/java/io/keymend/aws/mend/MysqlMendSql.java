package io.keymend.aws.mend;

import io.keymend.evidence.TableName;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Mending on MySQL and MariaDB.
///
/// A text, a label or a binary value is journaled as hexadecimal of the bytes it is stored as, so
/// that no character set can change it; every other value as text, FLOAT as the DOUBLE it is.
final class MysqlMendSql implements MendSql {
    /// Comments with a version are run by the server they are for, and skipped by the other.
    @Override
    public String settings(boolean exact) {
        return """
        SET SESSION sql_mode = '%s', SESSION time_zone = '+00:00', SESSION innodb_lock_wait_timeout = 5,
          SESSION foreign_key_checks = 1, SESSION unique_checks = 1, SESSION group_concat_max_len = 1000000
          /*!80000 , SESSION max_execution_time = 40000 */ /*M!100600 , SESSION max_statement_time = 40 */
        """
                .formatted(
                        exact ? "ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO" : "STRICT_ALL_TABLES");
    }

    @Override
    public Optional<String> unsettle() {
        return Optional.of(
                """
                SET SESSION sql_mode = DEFAULT, SESSION time_zone = DEFAULT, SESSION innodb_lock_wait_timeout = DEFAULT,
                  SESSION foreign_key_checks = DEFAULT, SESSION unique_checks = DEFAULT, SESSION group_concat_max_len = DEFAULT
                  /*!80000 , SESSION max_execution_time = DEFAULT */ /*M!100600 , SESSION max_statement_time = DEFAULT */
                """);
    }

    /// Any use of a table does, until the transaction ends.
    @Override
    public String hold(TableName table) {
        return "SELECT COUNT(*) FROM (SELECT 1 FROM " + table(table) + " LIMIT 1) AS any_row";
    }

    @Override
    public String columns() {
        return """
        SELECT c.column_name, c.column_type, c.data_type,
          CASE WHEN c.data_type IN ('char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext') THEN 'TEXT'
               WHEN c.data_type IN ('binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob', 'geometry', 'point',
                 'linestring', 'polygon', 'multipoint', 'multilinestring', 'multipolygon', 'geometrycollection', 'geomcollection')
                 THEN 'BYTES'
               WHEN c.data_type = 'json' THEN 'JSON' WHEN c.data_type IN ('enum', 'set') THEN 'LABEL'
               WHEN c.data_type = 'float' THEN 'FLOAT' WHEN c.data_type = 'bit' THEN 'BIT'
               WHEN c.data_type IN ('tinyint', 'smallint', 'mediumint', 'int', 'bigint', 'decimal', 'double', 'year', 'date',
                 'time', 'datetime', 'timestamp', 'uuid', 'inet4', 'inet6') THEN 'PLAIN' ELSE 'UNKNOWN' END,
          COALESCE(c.generation_expression, '') <> '', c.extra LIKE '%on update%',
          COALESCE(k.ordinal_position, 0), COALESCE(c.character_set_name, ''), COALESCE(c.collation_name, '')
        FROM information_schema.columns c
        LEFT JOIN information_schema.key_column_usage k
          ON CAST(k.table_schema AS BINARY) = CAST(c.table_schema AS BINARY)
          AND CAST(k.table_name AS BINARY) = CAST(c.table_name AS BINARY) AND k.column_name = c.column_name
          AND k.constraint_name = 'PRIMARY'
        WHERE c.table_schema = :schema AND c.table_name = :table
          AND CAST(c.table_schema AS BINARY) = CAST(:schema AS BINARY) AND CAST(c.table_name AS BINARY) = CAST(:table AS BINARY)
        ORDER BY c.ordinal_position
        """;
    }

    @Override
    public String obstacles(List<String> actions, boolean writing) {
        String events =
                actions.stream()
                        .map(action -> "'" + action + "'")
                        .collect(Collectors.joining(", "));
        return """
        SELECT 'there is no such table' AS what FROM (SELECT 1) AS one WHERE NOT EXISTS (SELECT 1 FROM information_schema.tables b
            WHERE b.table_schema = :schema AND b.table_name = :table AND b.table_type = 'BASE TABLE')
        UNION ALL SELECT CONCAT('its engine ', COALESCE(b.engine, 'none'), ' has no transactions')
          FROM information_schema.tables b
          WHERE b.table_schema = :schema AND b.table_name = :table AND COALESCE(b.engine, 'none') <> 'InnoDB'
        UNION ALL SELECT CONCAT('trigger ', g.trigger_name, ' would run') FROM information_schema.triggers g
          WHERE g.event_object_schema = :schema AND g.event_object_table = :table AND g.event_manipulation IN (%1$s)
        UNION ALL SELECT 'this user cannot see triggers: grant it TRIGGER' FROM (SELECT 1) AS one WHERE %2$s
          AND NOT EXISTS (SELECT 1 FROM information_schema.user_privileges u WHERE u.privilege_type = 'TRIGGER' AND u.grantee = %3$s)
          AND NOT EXISTS (SELECT 1 FROM information_schema.schema_privileges u WHERE u.privilege_type = 'TRIGGER'
            AND u.grantee = %3$s AND :schema LIKE u.table_schema)
          AND NOT EXISTS (SELECT 1 FROM information_schema.table_privileges u WHERE u.privilege_type = 'TRIGGER'
            AND u.grantee = %3$s AND u.table_schema = :schema AND u.table_name = :table)
        """
                .formatted(
                        events,
                        writing,
                        "CONCAT('''', SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '''@''',"
                                + " SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''')");
    }

    /// A user who may only SELECT is not told what happens on a deletion, so the worst is assumed.
    @Override
    public String dependants() {
        return """
        SELECT k.constraint_name, k.table_schema, k.table_name, CASE COALESCE(r.delete_rule, 'CASCADE')
            WHEN 'CASCADE' THEN 'CASCADE' WHEN 'SET NULL' THEN 'SET_NULL' WHEN 'SET DEFAULT' THEN 'SET_DEFAULT'
            ELSE 'RESTRICT' END, k.column_name, k.referenced_column_name
        FROM information_schema.key_column_usage k
        LEFT JOIN information_schema.referential_constraints r ON r.constraint_schema = k.constraint_schema
          AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name
        WHERE k.referenced_table_schema = :schema AND k.referenced_table_name = :table
        ORDER BY k.table_schema, k.table_name, k.constraint_name, k.ordinal_position
        """;
    }

    @Override
    public String name(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    String column(MendColumn column) {
        return "t." + name(column.name());
    }

    @Override
    public String keyText(MendColumn column) {
        return switch (column.kind()) {
            case BYTES -> "LOWER(HEX(" + column(column) + "))";
            case BIT -> "CAST(" + column(column) + " + 0 AS CHAR CHARACTER SET utf8mb4)";
            case TEXT, JSON, LABEL, FLOAT, PLAIN, UNKNOWN ->
                    "CAST(" + column(column) + " AS CHAR CHARACTER SET utf8mb4)";
        };
    }

    /// Without a cast, MySQL compares a number with a text as DOUBLE, in which large keys are equal
    /// that are not.
    @Override
    public String keyValue(MendColumn column, String text) {
        return switch (column.kind()) {
            case BYTES -> "UNHEX(" + text + ")";
            case BIT -> "CAST(" + text + " AS UNSIGNED)";
            case TEXT, LABEL ->
                    "CONVERT("
                            + text
                            + " USING "
                            + column.charset()
                            + ") COLLATE "
                            + column.collation();
            case JSON, FLOAT, UNKNOWN -> text;
            case PLAIN -> plain(column, text);
        };
    }

    private static String plain(MendColumn column, String text) {
        return switch (column.cast()) {
            case "tinyint", "smallint", "mediumint", "int", "bigint" ->
                    "CAST("
                            + text
                            + (column.type().contains("unsigned")
                                    ? " AS UNSIGNED)"
                                    : " AS SIGNED)");
            case "year" -> "CAST(" + text + " AS UNSIGNED)";
            case "decimal" ->
                    "CAST("
                            + text
                            + " AS "
                            + column.type().replaceAll(" (unsigned|zerofill)", "")
                            + ")";
            case "double" -> text + " + 0e0";
            case "date" -> "CAST(" + text + " AS DATE)";
            case "time" -> "CAST(" + text + " AS TIME(6))";
            case "datetime", "timestamp" -> "CAST(" + text + " AS DATETIME(6))";
            default -> text;
        };
    }

    @Override
    public String digest(MendColumn column) {
        return column.kind() == MendColumn.Kind.JSON
                ? "SHA2(CAST(" + column(column) + " AS CHAR CHARACTER SET utf8mb4), 256)"
                : "SHA2(" + column(column) + ", 256)";
    }

    @Override
    public String join() {
        return " STRAIGHT_JOIN ";
    }

    @Override
    public String with() {
        return "";
    }

    @Override
    public String planned(MendTable table) {
        return IntStream.range(0, table.key().size())
                .mapToObj(at -> "k" + at + " LONGTEXT PATH '$.k[" + at + "]', ")
                .collect(
                        Collectors.joining(
                                "",
                                "JSON_TABLE(:rows, '$[*]' COLUMNS (n INT PATH '$.n', i CHAR(64)"
                                        + " PATH '$.i', d CHAR(64) PATH '$.d', ",
                                "v LONGTEXT PATH '$.v')) AS p"));
    }

    @Override
    public String match(MendTable table) {
        List<MendColumn> key = table.key();
        return IntStream.range(0, key.size())
                .mapToObj(at -> column(key.get(at)) + " = " + keyValue(key.get(at), "p.k" + at))
                .collect(Collectors.joining(" AND "));
    }

    /// An aggregate, so that every row that is read stays locked.
    @Override
    public String lock(MendTable table, MendColumn column) {
        return """
        SELECT GROUP_CONCAT(p.n, CASE WHEN NOT %1$s <=> p.d THEN 'M' WHEN %2$s THEN 'O' ELSE '-' END SEPARATOR '')
        FROM %3$s STRAIGHT_JOIN %4$s AS t ON %5$s FOR UPDATE
        """
                .formatted(
                        digest(column),
                        tooLarge(table),
                        planned(table),
                        table(table.name()),
                        match(table));
    }

    /// A result of a function that is longer than a packet becomes NULL, and hexadecimal is twice
    /// as long as its value.
    private String tooLarge(MendTable table) {
        return table.stored().stream()
                        .filter(column -> column.canHoldSeal())
                        .map(column -> "IFNULL(LENGTH(" + column(column) + "), 0)")
                        .collect(Collectors.joining(" + ", "2 * (0 + ", ")"))
                + " > @@max_allowed_packet / 2";
    }

    @Override
    public String journaled() {
        return """
        SELECT GROUP_CONCAT(p.n, CASE WHEN j.restored_at IS NULL THEN 'E' ELSE 'R' END SEPARATOR '')
        FROM JSON_TABLE(:rows, '$[*]' COLUMNS (n INT PATH '$.n', i CHAR(64) PATH '$.i')) AS p
        STRAIGHT_JOIN keymend.journal j ON j.mend = :head AND j.row_id = UNHEX(p.i)
        """;
    }

    @Override
    public String image(List<MendColumn> columns) {
        return columns.stream()
                .map(this::written)
                .collect(Collectors.joining(", ", "JSON_ARRAY(", ")"));
    }

    private String written(MendColumn column) {
        String name = column(column);
        return switch (column.kind()) {
            case TEXT, BYTES, LABEL -> "HEX(" + name + ")";
            case JSON -> "HEX(CAST(" + name + " AS CHAR CHARACTER SET utf8mb4))";
            case FLOAT -> "CAST(" + name + " * 1e0 AS CHAR)";
            case BIT -> "CAST(" + name + " + 0 AS CHAR)";
            case PLAIN, UNKNOWN -> "CAST(" + name + " AS CHAR)";
        };
    }

    /// The value at a place of a journaled row, as the column takes it.
    String read(MendColumn column, int place) {
        String text = "NULLIF(JSON_UNQUOTE(JSON_EXTRACT(j.image, '$[" + place + "]')), 'null')";
        return switch (column.kind()) {
            case TEXT, LABEL -> "CONVERT(UNHEX(" + text + ") USING " + column.charset() + ")";
            case BYTES -> "UNHEX(" + text + ")";
            case JSON -> "CONVERT(UNHEX(" + text + ") USING utf8mb4)";
            case BIT -> "CAST(" + text + " AS UNSIGNED)";
            case FLOAT, PLAIN, UNKNOWN -> text;
        };
    }

    @Override
    public String isImage(List<MendColumn> columns) {
        return "CAST("
                + image(columns)
                + " AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin = j.image";
    }

    @Override
    public String journal(int most) {
        return """
        SELECT LOWER(HEX(j.row_id)), j.row_key, j.digest, CAST(j.changed_at AS CHAR), CAST(j.restored_at AS CHAR)
        FROM keymend.mend m JOIN keymend.journal j ON j.mend = m.id
        WHERE m.plan = :plan AND m.schema_name = :schema AND m.table_name = :table AND m.column_name = :column
          AND j.row_id > UNHEX(:after) ORDER BY j.row_id LIMIT %d
        """
                .formatted(most);
    }
}
