package io.keymend.remedy;

import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.TableName;
import io.keymend.install.Engine;
import io.keymend.seal.Fingerprint;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// SQL for a person to paste. Keymend itself never runs what is written here.
final class SqlText {
    private static final int LINE = 90;

    private final Engine engine;

    SqlText(Engine engine) {
        this.engine = engine;
    }

    /// The rows of one group: those listed, as long as all are, and only while they hold a value of
    /// this fingerprint.
    String condition(ColumnCensus column, SealedGroup group) {
        String seal = sealedBy(column, group);
        return isListed(group)
                ? keyIsOneOf(column.keyColumns(), group.first()) + "\n  AND " + seal
                : seal;
    }

    /// Whether the group names every one of its rows.
    static boolean isListed(SealedGroup group) {
        return group.first().size() == group.rows();
    }

    String table(TableName table) {
        return name(table.schema()) + "." + name(table.table());
    }

    private String keyIsOneOf(List<KeyColumn> key, List<RowKey> rows) {
        String columns = key.stream().map(this::keyColumn).collect(Collectors.joining(", "));
        String left = key.size() == 1 ? columns : "(" + columns + ")";
        return left + " IN (" + wrapped(rows.stream().map(this::row).toList()) + ")";
    }

    /// Several short lines: mail servers break long ones wherever they like.
    private static String wrapped(List<String> items) {
        StringBuilder text = new StringBuilder();
        int lineStart = 0;
        for (int i = 0; i < items.size(); i++) {
            if (text.length() - lineStart + items.get(i).length() > LINE) {
                text.append("\n    ");
                lineStart = text.length();
            }
            text.append(items.get(i)).append(i + 1 < items.size() ? ", " : "");
        }
        return text.toString();
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

    /// A string literal that stays on one line and shows what it holds, whatever that is.
    String literal(String text) {
        if (text.codePoints().allMatch(SqlText::isPlain)) {
            return "'" + text.replace("'", "''") + "'";
        }
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return switch (engine) {
            case POSTGRESQL -> "convert_from(decode('" + hex + "', 'hex'), 'UTF8')";
            case MYSQL -> "CONVERT(x'" + hex + "' USING utf8mb4)";
        };
    }

    /// MySQL reads a backslash as an escape; the rest could break a line or change what a reader
    /// sees.
    private static boolean isPlain(int c) {
        return c != '\\' && (c == ' ' || Character.isLetterOrDigit(c) || (c > 0x20 && c < 0x7f));
    }
}
