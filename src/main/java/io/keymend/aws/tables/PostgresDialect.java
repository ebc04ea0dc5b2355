package io.keymend.aws.tables;

import io.keymend.seal.Encoding;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// Looking on PostgreSQL.
///
/// A domain has the category and the output function of the type beneath it, however deep that is.
final class PostgresDialect implements Dialect {
    @Override
    public String columns() {
        return """
        SELECT nspname, relname, attname, kind, CASE WHEN place <= keys THEN place ELSE 0 END, cast_to
        FROM (SELECT n.nspname, c.relname, a.attname, a.attnum, i.indnkeyatts AS keys,
          CASE WHEN t.typcategory = 'S' AND t.typname NOT IN ('name', 'char') THEN 'text'
               WHEN t.typoutput = CAST('pg_catalog.byteaout' AS regproc) THEN 'bytes'
               WHEN t.typoutput IN (CAST('pg_catalog.json_out' AS regproc), CAST('pg_catalog.jsonb_out' AS regproc)) THEN 'json'
               ELSE 'other' END AS kind,
          format_type(a.atttypid, a.atttypmod) AS cast_to,
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
    public String value(TableShape.Candidate column) {
        return switch (column.kind()) {
            case TEXT, BYTES -> name(column.name());
            case JSON -> "CAST(" + name(column.name()) + " AS text)";
        };
    }

    @Override
    public String hasShape(String column, Encoding encoding) {
        String shape =
                switch (encoding) {
                    case BASE64 ->
                            """
                            CASE WHEN octet_length(%1$s) NOT BETWEEN 180 AND 12288 THEN false ELSE
                              substring(%1$s from 1 for 50) COLLATE "C" ~ '^AQ[EI][BCD]AH[g-j][A-Za-z0-9+/]{42}[AQgw]$' END\
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
    public String beginnings(String value, boolean bytes, String rows, int most) {
        return """
        SELECT encode(beginning, 'hex'), n
        FROM (SELECT %s AS beginning, count(*) AS n FROM %s GROUP BY 1) AS counted ORDER BY n DESC LIMIT %d
        """
                .formatted(bytes ? bytesBeginning(value) : textBeginning(value), rows, most);
    }

    @Override
    public Optional<String> beginningsAndFirst(
            String value, boolean bytes, String rows, TableShape.KeyPart key, int most) {
        return Optional.empty();
    }

    /// As bytes: a text's characters are counted one by one, and its bytes are not.
    private static String textBeginning(String column) {
        return """
        CASE WHEN %1$s IS NULL THEN CAST('-' AS bytea)
             WHEN octet_length(%1$s) = 0 THEN CAST('' AS bytea)
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
             WHEN octet_length(%1$s) = 0 THEN CAST('' AS bytea)
             WHEN octet_length(%1$s) BETWEEN 135 AND 6144 AND %1$s >= decode('01010000', 'hex')
               AND %1$s < decode('0103', 'hex') AND substring(%1$s from 4 for 2) = decode('0078', 'hex')
               THEN substring(%1$s from 1 for 38)
             ELSE CAST('?' AS bytea) END\
        """
                .formatted(column);
    }

    @Override
    public Optional<String> scattered(String table) {
        return Optional.of(table + " TABLESAMPLE SYSTEM (1)");
    }

    @Override
    public String begins(String value, Encoding encoding, String parameter) {
        return switch (encoding) {
            case BASE64 ->
                    "(%1$s COLLATE \"C\" LIKE :%2$s AND octet_length(%1$s) BETWEEN 180 AND 12288)"
                            .formatted(value, parameter);
            case HEX ->
                    "(%1$s COLLATE \"C\" LIKE :%2$s AND octet_length(%1$s) BETWEEN 270 AND 12288)"
                            .formatted(value, parameter);
            case BYTES ->
                    "(%1$s LIKE decode(:%2$s, 'hex') AND octet_length(%1$s) BETWEEN 135 AND 6144)"
                            .formatted(value, parameter);
        };
    }

    /// A pattern. Base64 and hexadecimal hold none of its special characters; bytes may, and are
    /// escaped one and all.
    @Override
    public String beginsWith(Encoding encoding, String hex) {
        return switch (encoding) {
            case BASE64, HEX ->
                    new String(HexFormat.of().parseHex(hex), StandardCharsets.US_ASCII) + "%";
            case BYTES -> hex.replaceAll("..", "5c$0") + "25";
        };
    }

    @Override
    public String length(String value) {
        return "octet_length(" + value + ")";
    }

    @Override
    public String first(String value, boolean bytes, int count) {
        return bytes
                ? "substring(" + value + " from 1 for " + count + ")"
                : "left(CAST(" + value + " AS text), " + count + ")";
    }

    @Override
    public String firstHex(String value, boolean bytes, int count) {
        String first = first(value, bytes, count);
        return "encode(" + (bytes ? first : "convert_to(" + first + ", 'UTF8')") + ", 'hex')";
    }

    /// A longer blob than 6,144 bytes is none.
    @Override
    public String token(String value) {
        return "left(substring(left(CAST("
                + value
                + " AS text), 65536) from"
                + " '((AQ[EI][BCD]AH[g-j]|010[12]0[123]0078)[A-Za-z0-9+/_\\r\\n-]{80,}={0,2})'),"
                + " 12288)";
    }

    @Override
    public String keyValue(TableShape.KeyPart part, String parameter) {
        return part.column().binary()
                ? "decode(:" + parameter + ", 'hex')"
                : "CAST(:" + parameter + " AS " + part.type() + ")";
    }

    /// The blob's fixed characters and its fingerprint in one comparison: this is asked of every
    /// row.
    @Override
    public String hasMark(String value, Encoding encoding) {
        String condition =
                switch (encoding) {
                    case BASE64 ->
                            "(octet_length(%1$s) BETWEEN 180 AND 12288 AND %1$s COLLATE \"C\" LIKE"
                                    + " 'AQ__AH' || :mark || '%%')";
                    case HEX ->
                            "(octet_length(%1$s) BETWEEN 270 AND 12288 AND %1$s COLLATE \"C\" LIKE"
                                    + " '010_0_0078%%' AND lower(substring(%1$s from 11 for 64)) ="
                                    + " :mark)";
                    case BYTES ->
                            "(octet_length(%1$s) BETWEEN 135 AND 6144 AND substring(%1$s from 4 for"
                                + " 34) = decode('0078' || :mark, 'hex') AND %1$s < decode('0103',"
                                + " 'hex') AND %1$s >= decode('0101', 'hex'))";
                };
        return condition.formatted(value);
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
