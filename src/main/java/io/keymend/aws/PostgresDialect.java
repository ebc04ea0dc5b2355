package io.keymend.aws;

import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;

/// Looking on PostgreSQL.
///
/// Sizes are asked first: they are known without reading a large value out of line, and a KMS blob
/// has at most 6,144 bytes.
///
/// A domain has the category and the output function of the type beneath it, however deep that is.
final class PostgresDialect implements Dialect {
    @Override
    public String columns() {
        return """
        SELECT nspname, relname, attname, kind, CASE WHEN place <= keys THEN place ELSE 0 END
        FROM (SELECT n.nspname, c.relname, a.attname, a.attnum, i.indnkeyatts AS keys,
          CASE WHEN t.typcategory = 'S' AND t.typname NOT IN ('name', 'char') THEN 'text'
               WHEN t.typoutput = CAST('pg_catalog.byteaout' AS regproc) THEN 'bytes' ELSE 'other' END AS kind,
          COALESCE(array_position(CAST(i.indkey AS smallint[]), a.attnum) + 1, 0) AS place
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'keymend') AND n.nspname NOT LIKE 'pg\\_%'
        ) AS found
        WHERE kind <> 'other' OR place BETWEEN 1 AND keys
        ORDER BY nspname, relname, attnum LIMIT 2000 OFFSET :skip
        """;
    }

    @Override
    public String mark(String column, boolean bytes) {
        return bytes ? bytesMark(column) : textMark(column);
    }

    private static String textMark(String column) {
        return """
        CASE WHEN %1$s IS NULL THEN '-'
             WHEN octet_length(%1$s) NOT BETWEEN 180 AND 12288 THEN '?'
             WHEN %1$s COLLATE "C" LIKE 'AQ__AH%%'
                  AND substring(%1$s from 1 for 50) COLLATE "C" ~ '^AQ[EI][BCD]AH[g-j][A-Za-z0-9+/]{43}$'
               THEN 'B' || (substring(%1$s from 7 for 44) COLLATE "C")
             WHEN %1$s COLLATE "C" LIKE '010_0_0078%%' AND octet_length(%1$s) >= 270
                  AND substring(%1$s from 1 for 74) COLLATE "C" ~ '^010[12]0[123]0078[0-9A-Fa-f]{64}$'
               THEN 'H' || lower(substring(%1$s from 11 for 64) COLLATE "C")
             ELSE '?' END\
        """
                .formatted(column);
    }

    private static String bytesMark(String column) {
        return """
        CASE WHEN %1$s IS NULL THEN '-'
             WHEN octet_length(%1$s) BETWEEN 135 AND 6144
                  AND encode(substring(%1$s from 1 for 5), 'hex') ~ '^010[12]0[123]0078$'
               THEN 'Y' || encode(substring(%1$s from 6 for 32), 'hex')
             ELSE '?' END\
        """
                .formatted(column);
    }

    @Override
    public String markOf(Encoding encoding, Fingerprint fingerprint) {
        return switch (encoding) {
            case BASE64 -> "B" + fingerprint.base64Middle();
            case HEX -> "H" + fingerprint.hex();
            case BYTES -> "Y" + fingerprint.hex();
        };
    }

    @Override
    public String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public String keyText(String column, boolean bytes) {
        return bytes ? "encode(" + column + ", 'hex')" : "CAST(" + column + " AS text)";
    }
}
