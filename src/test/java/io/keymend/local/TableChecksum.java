package io.keymend.local;

import io.keymend.install.Engine;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A digest over every row of every table of a product database, to show that nothing changed.
public final class TableChecksum {
    private TableChecksum() {}

    /// Row count and digest of each table, by name.
    public static Map<String, String> of(LocalStack stack) throws SQLException {
        Map<String, String> digests = new TreeMap<>();
        try (Connection connection = stack.server().admin(stack.productDatabase());
                Statement statement = connection.createStatement()) {
            for (String table : tables(stack, statement)) {
                digests.put(table, digest(statement, table));
            }
        }
        return digests;
    }

    private static List<String> tables(LocalStack stack, Statement statement) throws SQLException {
        String schema = stack.engine() == Engine.POSTGRESQL ? "public" : stack.productDatabase();
        List<String> tables = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery(
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = '"
                                + schema
                                + "'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static String digest(Statement statement, String table) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    line.append(shown(rows.getObject(i))).append('|');
                }
                lines.add(line.toString());
            }
        }
        lines.sort(null);
        return lines.size() + " rows " + sha256(String.join("\n", lines));
    }

    private static String shown(@Nullable Object value) {
        return value instanceof byte[] bytes
                ? HexFormat.of().formatHex(bytes)
                : value == null ? "null" : "'" + value + "'";
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
