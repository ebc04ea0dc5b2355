package io.keymend.aws;

import io.keymend.seal.Encoding;

/// Looking on PostgreSQL.
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
    public String hasShape(String column, Encoding encoding) {
        String shape =
                switch (encoding) {
                    case BASE64 ->
                            """
                            CASE WHEN octet_length(%1$s) NOT BETWEEN 180 AND 12288 THEN false ELSE
                              substring(%1$s from 1 for 50) COLLATE "C" ~ '^AQ[EI][BCD]AH[g-j][A-Za-z0-9+/]{43}$' END\
                            """;
                    case HEX ->
                            """
                            CASE WHEN octet_length(%1$s) NOT BETWEEN 270 AND 12288 THEN false ELSE
                              substring(%1$s from 1 for 74) COLLATE "C" ~ '^010[12]0[123]0078[0-9A-Fa-f]{64}$' END\
                            """;
                    case BYTES ->
                            """
                            CASE WHEN octet_length(%1$s) NOT BETWEEN 135 AND 6144 THEN false ELSE
                              encode(substring(%1$s from 1 for 5), 'hex') ~ '^010[12]0[123]0078$' END\
                            """;
                };
        return shape.formatted(column);
    }

    @Override
    public String beginnings(String column, boolean bytes, String table, int most) {
        return """
        SELECT encode(beginning, 'hex'), n
        FROM (SELECT %s AS beginning, count(*) AS n FROM %s GROUP BY 1) AS counted ORDER BY n DESC LIMIT %d
        """
                .formatted(bytes ? bytesBeginning(column) : textBeginning(column), table, most);
    }

    /// As bytes: a text's characters are counted one by one, and its bytes are not.
    private static String textBeginning(String column) {
        return """
        CASE WHEN %1$s IS NULL THEN CAST('-' AS bytea)
             WHEN octet_length(%1$s) NOT BETWEEN 180 AND 12288 THEN CAST('?' AS bytea)
             WHEN %1$s COLLATE "C" LIKE 'AQ__AH%%' THEN substring(textsend(CAST(%1$s AS text)) from 1 for 50)
             WHEN %1$s COLLATE "C" LIKE '010_0_0078%%' THEN substring(textsend(CAST(%1$s AS text)) from 1 for 74)
             ELSE CAST('?' AS bytea) END\
        """
                .formatted(column);
    }

    private static String bytesBeginning(String column) {
        return """
        CASE WHEN %1$s IS NULL THEN CAST('-' AS bytea)
             WHEN octet_length(%1$s) BETWEEN 135 AND 6144 AND %1$s >= decode('01010000', 'hex')
               AND %1$s < decode('0103', 'hex') AND substring(%1$s from 4 for 2) = decode('0078', 'hex')
               THEN substring(%1$s from 1 for 38)
             ELSE CAST('?' AS bytea) END\
        """
                .formatted(column);
    }

    @Override
    public String hasMark(String column, Encoding encoding) {
        String same =
                switch (encoding) {
                    case BASE64 ->
                            "substring(textsend(CAST(%s AS text)) from 7 for 44) ="
                                    + " convert_to(:mark, 'UTF8')";
                    case HEX -> "lower(substring(%s from 11 for 64)) = :mark";
                    case BYTES -> "substring(%s from 6 for 32) = decode(:mark, 'hex')";
                };
        return "CASE WHEN "
                + hasShape(column, encoding)
                + " THEN "
                + same.formatted(column)
                + " ELSE false END";
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
