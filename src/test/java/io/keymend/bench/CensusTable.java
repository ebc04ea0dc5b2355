package io.keymend.bench;

import io.keymend.install.Engine;
import io.keymend.local.LocalStack;
import io.keymend.local.Story;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// A table of sealed values: five materials of the former key, seven of the current one, one after
/// the other as rotations leave them.
final class CensusTable {
    static final int FINGERPRINTS = 12;
    private static final int FORMER = 5;
    private static final int BATCH = 1_000;

    private CensusTable() {}

    /// How the values are kept.
    enum Form {
        BASE64,
        BYTES,
        /// A blob inside a JSON document, which no statement can group.
        JSON
    }

    static void fill(LocalStack stack, String table, Form form, int rows) throws SQLException {
        try (Connection connection = stack.server().admin(stack.productDatabase())) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "CREATE TABLE %s (id bigint PRIMARY KEY, sealed %s)"
                                .formatted(table, type(stack.engine(), form)));
            }
            insert(stack, connection, table, form, rows);
            connection.commit();
        }
        settle(stack, table);
    }

    private static void insert(
            LocalStack stack, Connection connection, String table, Form form, int rows)
            throws SQLException {
        String sql = "INSERT INTO " + table + " VALUES (?, ?)" + ", (?, ?)".repeat(BATCH - 1);
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            List<byte[]> blobs = new ArrayList<>();
            int material = -1;
            for (int row = 0; row < rows; row++) {
                int wanted = (int) ((long) row * FINGERPRINTS / rows);
                String key = wanted < FORMER ? Story.FORMER_KEY : Story.CURRENT_KEY;
                if (wanted != material) {
                    rotate(stack, wanted);
                    material = wanted;
                }
                blobs.add(stack.kms().seal(key, secret(row), Map.of()));
                if (blobs.size() == BATCH) {
                    flush(insert, form, row - BATCH + 1, blobs);
                }
            }
        }
    }

    private static void rotate(LocalStack stack, int material) {
        if (material != 0 && material != FORMER) {
            stack.kms().rotate(material < FORMER ? Story.FORMER_KEY : Story.CURRENT_KEY);
        }
    }

    private static byte[] secret(int row) {
        return ("secret number " + (1_000_000 + row)).getBytes(StandardCharsets.UTF_8);
    }

    private static void flush(PreparedStatement insert, Form form, int first, List<byte[]> blobs)
            throws SQLException {
        for (int i = 0; i < blobs.size(); i++) {
            String base64 = Base64.getEncoder().encodeToString(blobs.get(i));
            insert.setLong(2 * i + 1, first + i);
            switch (form) {
                case BASE64 -> insert.setString(2 * i + 2, base64);
                case BYTES -> insert.setBytes(2 * i + 2, blobs.get(i));
                case JSON ->
                        insert.setString(
                                2 * i + 2,
                                "{\"v\":1,\"key\":\"" + base64 + "\",\"ct\":\"c2VjcmV0\"}");
            }
        }
        insert.executeUpdate();
        blobs.clear();
    }

    private static String type(Engine engine, Form form) {
        return switch (form) {
            case BASE64, JSON -> "text";
            case BYTES -> engine == Engine.POSTGRESQL ? "bytea" : "blob";
        };
    }

    /// As a database that has been running for a while: planned with statistics, its rows marked
    /// visible.
    private static void settle(LocalStack stack, String table) throws SQLException {
        try (Connection connection = stack.server().admin(stack.productDatabase());
                var statement = connection.createStatement()) {
            statement.execute(
                    stack.engine() == Engine.POSTGRESQL
                            ? "VACUUM ANALYZE " + table
                            : "ANALYZE TABLE " + table);
            statement.execute(
                    stack.engine() == Engine.POSTGRESQL
                            ? "GRANT SELECT ON " + table + " TO " + stack.reader()
                            : "GRANT SELECT ON %s.%s TO '%s'@'%%'"
                                    .formatted(stack.productDatabase(), table, stack.reader()));
        }
    }
}
