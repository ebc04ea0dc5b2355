package io.keymend.remedy;

import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.SealedGroup;
import io.keymend.install.Engine;
import io.keymend.seal.Fingerprint;

import java.util.List;
import java.util.stream.Collectors;

/// SQL for a person to paste. Keymend itself never runs what is written here.
final class SqlText {
    private final Engine engine;

    SqlText(Engine engine) {
        this.engine = engine;
    }

    /// Deletes the listed rows, and only those that still hold a value of this fingerprint.
    String delete(ColumnCensus column, SealedGroup group) {
        return "DELETE FROM "
                + table(column)
                + " WHERE "
                + keyIsOneOf(column.keyColumns(), group.first())
                + " AND "
                + sealedBy(column, group)
                + ";";
    }

    private String table(ColumnCensus column) {
        return name(column.column().table().schema()) + "." + name(column.column().table().table());
    }

    private String keyIsOneOf(List<KeyColumn> key, List<RowKey> rows) {
        String columns = key.stream().map(this::keyColumn).collect(Collectors.joining(", "));
        String left = key.size() == 1 ? columns : "(" + columns + ")";
        return left
                + " IN ("
                + rows.stream().map(this::row).collect(Collectors.joining(", "))
                + ")";
    }

    private String keyColumn(KeyColumn column) {
        if (!column.binary()) {
            return name(column.name());
        }
        return switch (engine) {
            case POSTGRESQL -> "encode(" + name(column.name()) + ", 'hex')";
            case MYSQL -> "lower(hex(" + name(column.name()) + "))";
        };
    }

    private String row(RowKey row) {
        String values = row.values().stream().map(this::literal).collect(Collectors.joining(", "));
        return row.values().size() == 1 ? values : "(" + values + ")";
    }

    private String sealedBy(ColumnCensus column, SealedGroup group) {
        Fingerprint fingerprint = group.fingerprint();
        String value = name(column.column().column());
        return switch (group.encoding()) {
            case BASE64 -> cut(value, 7, 44) + " = " + literal(fingerprint.base64Middle());
            case HEX -> "lower(" + cut(value, 11, 64) + ") = " + literal(fingerprint.hex());
            case BYTES ->
                    switch (engine) {
                        case POSTGRESQL ->
                                cut(value, 6, 32)
                                        + " = decode("
                                        + literal(fingerprint.hex())
                                        + ", 'hex')";
                        case MYSQL -> cut(value, 6, 32) + " = x" + literal(fingerprint.hex());
                    };
        };
    }

    private String cut(String value, int from, int length) {
        return switch (engine) {
            case POSTGRESQL -> "substring(" + value + " from " + from + " for " + length + ")";
            case MYSQL -> "substring(CAST(" + value + " AS BINARY), " + from + ", " + length + ")";
        };
    }

    /// An identifier in the engine's quotes.
    String name(String identifier) {
        return switch (engine) {
            case POSTGRESQL -> '"' + identifier.replace("\"", "\"\"") + '"';
            case MYSQL -> '`' + identifier.replace("`", "``") + '`';
        };
    }

    /// A string literal that stays on one line whatever the text holds.
    String literal(String text) {
        boolean plain = text.chars().noneMatch(c -> c < ' ' || c == '\\' || c == 0x7f);
        if (plain) {
            return "'" + text.replace("'", "''") + "'";
        }
        String escaped = text.chars().mapToObj(this::escape).collect(Collectors.joining());
        return switch (engine) {
            case POSTGRESQL -> "E'" + escaped + "'";
            case MYSQL -> "'" + escaped + "'";
        };
    }

    private String escape(int c) {
        return switch (c) {
            case '\'' -> "''";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.valueOf((char) c);
        };
    }
}
