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

    /// A longer key would be broken over two lines of a message, and its literal with it.
    private static final int LONGEST_KEY = 400;

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

    /// Whether every row of the group is named, by a key short enough to write down.
    boolean isListed(SealedGroup group) {
        return group.first().size() == group.rows()
                && group.first().stream().allMatch(row -> row(row).length() <= LONGEST_KEY);
    }

    /// Whether an identifier can be written so that a reader sees what it is.
    boolean isNameable(String identifier) {
        return switch (engine) {
            case POSTGRESQL -> true;
            case MYSQL -> identifier.codePoints().allMatch(SqlText::isVisible);
        };
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
        return switch (group.encoding().orElseThrow()) {
            case BASE64 -> cut(value, 7, 44) + " = " + literal(fingerprint.base64Middle());
            case HEX -> "lower(" + cutText(value, 11, 64) + ") = " + literal(fingerprint.hex());
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

    /// Part of a value, compared byte by byte.
    private String cut(String value, int from, int length) {
        return switch (engine) {
            case POSTGRESQL -> cutText(value, from, length);
            case MYSQL -> cutText("CAST(" + value + " AS BINARY)", from, length);
        };
    }

    /// Part of a text. MySQL's `lower` leaves a binary string as it is.
    private String cutText(String value, int from, int length) {
        return switch (engine) {
            case POSTGRESQL -> "substring(" + value + " from " + from + " for " + length + ")";
            case MYSQL -> "substring(" + value + ", " + from + ", " + length + ")";
        };
    }

    /// An identifier in the engine's quotes; on PostgreSQL with escapes where it would break a line
    /// or mislead a reader.
    String name(String identifier) {
        return switch (engine) {
            case POSTGRESQL ->
                    identifier.codePoints().allMatch(SqlText::isVisible)
                            ? '"' + identifier.replace("\"", "\"\"") + '"'
                            : escaped(identifier);
            case MYSQL -> '`' + identifier.replace("`", "``") + '`';
        };
    }

    private static String escaped(String identifier) {
        StringBuilder name = new StringBuilder("U&\"");
        identifier
                .codePoints()
                .forEach(c -> {
                    if (isPlain(c) && c != '"') {
                        name.appendCodePoint(c);
                    } else {
                        name.append("\\+").append(HexFormat.of().toHexDigits(c, 6));
                    }
                });
        return name.append('"').toString();
    }

    /// A string literal that stays on one line and shows what it holds, whatever that is.
    String literal(String text) {
        if (text.codePoints().allMatch(SqlText::isPlain)) {
            return "'" + text.replace("'", "''") + "'";
        }
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return switch (engine) {
            case POSTGRESQL -> "convert_from(decode('" + hex + "', 'hex'), 'UTF8')";
            case MYSQL -> "_utf8mb4 x'" + hex + "'";
        };
    }

    /// MySQL reads a backslash as an escape.
    private static boolean isPlain(int c) {
        return c != '\\' && isVisible(c);
    }

    /// The rest could break a line, or change what a reader sees.
    private static boolean isVisible(int c) {
        return c < 0x7f ? c >= ' ' : Character.isLetterOrDigit(c) && runsRight(c);
    }

    private static boolean runsRight(int c) {
        byte direction = Character.getDirectionality(c);
        return direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT
                || direction == Character.DIRECTIONALITY_EUROPEAN_NUMBER;
    }
}
