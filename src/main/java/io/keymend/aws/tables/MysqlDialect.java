package io.keymend.aws.tables;

import io.keymend.seal.Encoding;

import java.util.Optional;

/// Looking on MySQL and MariaDB.
///
/// Texts are compared as hexadecimal: a column's collation may not tell upper from lower case, and
/// base64 does. Names of tables are compared byte by byte for the same reason.
final class MysqlDialect implements Dialect {
    @Override
    public String columns() {
        return """
        SELECT c.table_schema AS s, c.table_name AS t, c.column_name AS n,
          CASE WHEN c.data_type IN ('char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext') THEN 'text'
               WHEN c.data_type IN ('binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob') THEN 'bytes'
               WHEN c.data_type = 'json' THEN 'json' ELSE 'other' END AS kind,
          COALESCE(k.ordinal_position, 0) AS place,
          CASE WHEN c.data_type IN ('tinyint', 'smallint', 'mediumint', 'int', 'bigint')
                 THEN CASE WHEN c.column_type LIKE '%unsigned%' THEN 'UNSIGNED' ELSE 'SIGNED' END
               WHEN c.data_type = 'decimal' THEN 'DECIMAL(65,30)'
               WHEN c.data_type IN ('date', 'datetime', 'timestamp') THEN 'DATETIME(6)'
               WHEN c.data_type IN ('char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext') THEN 'CHAR'
               WHEN c.data_type IN ('binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob') THEN 'BINARY'
               WHEN c.data_type = 'uuid' THEN 'UUID'
               ELSE '' END AS cast_to
        FROM information_schema.columns c
        JOIN information_schema.tables b ON CAST(b.table_schema AS BINARY) = CAST(c.table_schema AS BINARY)
          AND CAST(b.table_name AS BINARY) = CAST(c.table_name AS BINARY) AND b.table_type = 'BASE TABLE'
        LEFT JOIN information_schema.key_column_usage k
          ON CAST(k.table_schema AS BINARY) = CAST(c.table_schema AS BINARY)
          AND CAST(k.table_name AS BINARY) = CAST(c.table_name AS BINARY) AND k.column_name = c.column_name
          AND k.constraint_name = 'PRIMARY'
        WHERE c.table_schema = DATABASE()
          AND (k.ordinal_position IS NOT NULL OR c.data_type IN ('char', 'varchar', 'tinytext', 'text', 'mediumtext',
            'longtext', 'binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob', 'json'))
        ORDER BY CAST(c.table_schema AS BINARY), CAST(c.table_name AS BINARY), c.ordinal_position LIMIT 2000 OFFSET :skip
        """;
    }

    @Override
    public String value(TableShape.Candidate column) {
        return switch (column.kind()) {
            case TEXT, BYTES -> name(column.name());
            case JSON -> "CAST(" + name(column.name()) + " AS CHAR)";
        };
    }

    @Override
    public String hasShape(String column, Encoding encoding) {
        String shape =
                switch (encoding) {
                    case BASE64 ->
                            "LENGTH(%1$s) BETWEEN 180 AND 12288 AND %1$s LIKE 'AQ__AH%%' AND"
                                    + " CONVERT(LEFT(%1$s, 50) USING utf8mb4) COLLATE utf8mb4_bin"
                                    + " REGEXP '^AQ[EI][BCD]AH[g-j][A-Za-z0-9+/]{42}[AQgw]$'";
                    case HEX ->
                            "LENGTH(%1$s) BETWEEN 270 AND 12288 AND %1$s LIKE '010_0_0078%%' AND"
                                    + " LEFT(%1$s, 74) REGEXP '^010[12]0[123]0078[0-9A-Fa-f]{64}$'";
                    case BYTES ->
                            "LENGTH(%1$s) BETWEEN 135 AND 6144 AND HEX(LEFT(%1$s, 5)) REGEXP"
                                    + " '^010[12]0[123]0078$'";
                };
        return "(" + shape.formatted(column) + ")";
    }

    @Override
    public String beginnings(String value, boolean bytes, String rows, int most) {
        return """
        SELECT HEX(beginning), n
        FROM (SELECT %s AS beginning, COUNT(*) AS n FROM %s GROUP BY beginning) AS counted ORDER BY n DESC LIMIT %d
        """
                .formatted(bytes ? bytesBeginning(value) : textBeginning(value), rows, most);
    }

    @Override
    public Optional<String> beginningsAndFirst(
            String value, boolean bytes, String rows, TableShape.KeyPart key, int most) {
        return Optional.of(
                """
                SELECT HEX(beginning), n, %s
                FROM (SELECT %s AS beginning, COUNT(*) AS n, MIN(%s) AS keymend_first FROM %s GROUP BY beginning) AS counted
                ORDER BY n DESC LIMIT %d
                """
                        .formatted(
                                keyText("keymend_first", key.column().binary()),
                                bytes ? bytesBeginning(value) : textBeginning(value),
                                name(key.name()),
                                rows,
                                most));
    }

    private static String textBeginning(String column) {
        return """
        CASE WHEN %1$s IS NULL THEN CAST('-' AS BINARY)
             WHEN LENGTH(%1$s) = 0 THEN CAST('' AS BINARY)
             WHEN LENGTH(%1$s) NOT BETWEEN 180 AND 12288 THEN CAST('?' AS BINARY)
             WHEN %1$s LIKE 'AQ__AH%%' THEN CAST(CONVERT(LEFT(%1$s, 50) USING utf8mb4) AS BINARY)
             WHEN %1$s LIKE '010_0_0078%%' THEN CAST(CONVERT(LEFT(%1$s, 74) USING utf8mb4) AS BINARY)
             ELSE CAST('?' AS BINARY) END\
        """
                .formatted(column);
    }

    private static String bytesBeginning(String column) {
        return """
        CASE WHEN %1$s IS NULL THEN CAST('-' AS BINARY)
             WHEN LENGTH(%1$s) = 0 THEN CAST('' AS BINARY)
             WHEN LENGTH(%1$s) BETWEEN 135 AND 6144 AND %1$s >= x'01010000' AND %1$s < x'0103'
               AND SUBSTRING(%1$s, 4, 2) = x'0078' THEN LEFT(%1$s, 38)
             ELSE CAST('?' AS BINARY) END\
        """
                .formatted(column);
    }

    @Override
    public Optional<String> scattered(String table) {
        return Optional.empty();
    }

    @Override
    public String begins(String value, Encoding encoding, String parameter) {
        return switch (encoding) {
            case BASE64 ->
                    "(LENGTH(%1$s) BETWEEN 180 AND 12288 AND %1$s LIKE 'AQ__AH%%' AND %2$s)"
                            .formatted(value, firstBytes(value, 50, parameter));
            case HEX ->
                    "(LENGTH(%1$s) BETWEEN 270 AND 12288 AND %1$s LIKE '010_0_0078%%' AND %2$s)"
                            .formatted(value, firstBytes(value, 74, parameter));
            case BYTES ->
                    "(LENGTH(%1$s) BETWEEN 135 AND 6144 AND LEFT(%1$s, 38) = UNHEX(:%2$s))"
                            .formatted(value, parameter);
        };
    }

    private static String firstBytes(String value, int count, String parameter) {
        return "CAST(CONVERT(LEFT(%s, %d) USING utf8mb4) AS BINARY) = UNHEX(:%s)"
                .formatted(value, count, parameter);
    }

    @Override
    public String beginsWith(Encoding encoding, String hex) {
        return hex;
    }

    @Override
    public String length(String value) {
        return "LENGTH(" + value + ")";
    }

    @Override
    public String first(String value, boolean bytes, int count) {
        return "LEFT(" + value + ", " + count + ")";
    }

    @Override
    public String firstHex(String value, boolean bytes, int count) {
        String first = first(value, bytes, count);
        return "HEX(" + (bytes ? first : "CONVERT(" + first + " USING utf8mb4)") + ")";
    }

    /// A longer blob than 6,144 bytes is none.
    @Override
    public String token(String value) {
        return "NULLIF(LEFT(REGEXP_SUBSTR(CONVERT(LEFT("
                + value
                + ", 65536) USING utf8mb4) COLLATE utf8mb4_bin,"
                + " '(AQ[EI][BCD]AH[g-j]|010[12]0[123]0078)[A-Za-z0-9+/_\\\\r\\\\n-]{80,}={0,2}'),"
                + " 12288), '')";
    }

    @Override
    public String keyValue(TableShape.KeyPart part, String parameter) {
        return switch (part.type()) {
            case "CHAR" -> ":" + parameter;
            case "BINARY" -> "UNHEX(:" + parameter + ")";
            default -> "CAST(:" + parameter + " AS " + part.type() + ")";
        };
    }

    @Override
    public String hasMark(String value, Encoding encoding) {
        String condition =
                switch (encoding) {
                    case BASE64 ->
                            "(LENGTH(%1$s) BETWEEN 180 AND 12288 AND %1$s LIKE 'AQ__AH%%' AND"
                                + " CAST(CONVERT(SUBSTRING(%1$s, 7, 44) USING utf8mb4) AS BINARY) ="
                                + " CAST(:mark AS BINARY))";
                    case HEX ->
                            "(LENGTH(%1$s) BETWEEN 270 AND 12288 AND %1$s LIKE '010_0_0078%%' AND"
                                    + " LOWER(SUBSTRING(%1$s, 11, 64)) = :mark)";
                    case BYTES ->
                            "(LENGTH(%1$s) BETWEEN 135 AND 6144 AND SUBSTRING(%1$s, 4, 34) ="
                                    + " UNHEX(CONCAT('0078', :mark)) AND %1$s >= x'0101' AND %1$s <"
                                    + " x'0103')";
                };
        return condition.formatted(value);
    }

    @Override
    public String name(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    @Override
    public String keyText(String column, boolean bytes) {
        return bytes ? "LOWER(HEX(" + column + "))" : "CAST(" + column + " AS CHAR)";
    }
}
