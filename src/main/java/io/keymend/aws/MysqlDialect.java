package io.keymend.aws;

import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

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
               ELSE 'other' END AS kind,
          COALESCE(k.ordinal_position, 0) AS place
        FROM information_schema.columns c
        JOIN information_schema.tables b ON CAST(b.table_schema AS BINARY) = CAST(c.table_schema AS BINARY)
          AND CAST(b.table_name AS BINARY) = CAST(c.table_name AS BINARY) AND b.table_type = 'BASE TABLE'
        LEFT JOIN information_schema.key_column_usage k
          ON CAST(k.table_schema AS BINARY) = CAST(c.table_schema AS BINARY)
          AND CAST(k.table_name AS BINARY) = CAST(c.table_name AS BINARY) AND k.column_name = c.column_name
          AND k.constraint_name = 'PRIMARY'
        WHERE c.table_schema = DATABASE()
          AND (k.ordinal_position IS NOT NULL OR c.data_type IN ('char', 'varchar', 'tinytext', 'text', 'mediumtext',
            'longtext', 'binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob'))
        ORDER BY CAST(c.table_schema AS BINARY), CAST(c.table_name AS BINARY), c.ordinal_position LIMIT 2000 OFFSET :skip
        """;
    }

    @Override
    public String mark(String column, boolean bytes) {
        return bytes ? bytesMark(column) : textMark(column);
    }

    private static String textMark(String column) {
        return """
        CASE WHEN %1$s IS NULL THEN '-'
             WHEN LENGTH(%1$s) NOT BETWEEN 180 AND 12288 THEN '?'
             WHEN HEX(LEFT(%1$s, 7)) REGEXP '^4151(45|49)(42|43|44)4148(67|68|69|6A)$'
               THEN CONCAT('B', HEX(SUBSTRING(%1$s, 7, 44)))
             WHEN LENGTH(%1$s) >= 270 AND LEFT(%1$s, 10) REGEXP '^010[12]0[123]0078$'
               THEN CONCAT('H', LOWER(SUBSTRING(%1$s, 11, 64)))
             ELSE '?' END\
        """
                .formatted(column);
    }

    private static String bytesMark(String column) {
        return """
        CASE WHEN %1$s IS NULL THEN '-'
             WHEN LENGTH(%1$s) BETWEEN 135 AND 6144 AND HEX(LEFT(%1$s, 5)) REGEXP '^010[12]0[123]0078$'
               THEN CONCAT('Y', LOWER(HEX(SUBSTRING(%1$s, 6, 32))))
             ELSE '?' END\
        """
                .formatted(column);
    }

    @Override
    public String markOf(Encoding encoding, Fingerprint fingerprint) {
        return switch (encoding) {
            case BASE64 ->
                    "B"
                            + HexFormat.of()
                                    .withUpperCase()
                                    .formatHex(
                                            fingerprint
                                                    .base64Middle()
                                                    .getBytes(StandardCharsets.US_ASCII));
            case HEX -> "H" + fingerprint.hex();
            case BYTES -> "Y" + fingerprint.hex();
        };
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
