package io.keymend.local;

import io.keymend.seal.Fingerprint;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// What the columns of the story hold now, for a person to compare.
final class TableStates {
    private static final int OFFSET = 5;

    private final LocalStack stack;
    private final List<Truth> columns;

    TableStates(LocalStack stack, List<Truth> columns) {
        this.stack = stack;
        this.columns = List.copyOf(columns);
    }

    void print(PrintStream out, String title) throws SQLException {
        out.println();
        out.println(title);
        out.printf("  %-34s %6s %10s %13s%n", "column", "rows", "by former", "by current");
        try (Connection connection = stack.server().admin(stack.productDatabase())) {
            for (Truth column : columns) {
                if (column.former() + column.current() > 0) {
                    print(out, connection, column);
                }
            }
        }
        out.println();
    }

    private void print(PrintStream out, Connection connection, Truth column) throws SQLException {
        int rows = 0;
        int former = 0;
        int current = 0;
        try (Statement statement = connection.createStatement();
                ResultSet values =
                        statement.executeQuery(
                                "SELECT " + column.column() + " FROM " + column.table())) {
            while (values.next()) {
                rows++;
                byte[] blob = blob(values.getObject(1));
                former += isOf(blob, Story.FORMER_KEY) ? 1 : 0;
                current += isOf(blob, Story.CURRENT_KEY) ? 1 : 0;
            }
        }
        out.printf(
                "  %-34s %6d %10d %13d%n",
                column.table() + "." + column.column(), rows, former, current);
    }

    private boolean isOf(byte[] blob, String key) {
        return blob.length > OFFSET + Fingerprint.LENGTH
                && Fingerprint.at(blob, OFFSET)
                        .equals(Fingerprint.at(stack.kms().fingerprint(key), 0));
    }

    private static byte[] blob(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        String text = String.valueOf(value);
        try {
            return text.startsWith("01")
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
