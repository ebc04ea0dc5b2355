package io.keymend;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// Counts the rows of a table that hold a blob of one fingerprint in any column, without Keymend's
/// own reading.
final class StaleRows {
    private final Connection connection;
    private final byte[] fingerprint;

    StaleRows(Connection connection, byte[] fingerprint) {
        this.connection = connection;
        this.fingerprint = fingerprint.clone();
    }

    int in(String table) throws SQLException {
        int stale = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            while (rows.next()) {
                if (isStale(rows)) {
                    stale++;
                }
            }
        }
        return stale;
    }

    private boolean isStale(ResultSet row) throws SQLException {
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            byte[] value = bytes(row.getObject(i));
            if (value.length > 0
                    && (hasFingerprint(value)
                            || hasFingerprint(base64(value))
                            || hasFingerprint(hex(value)))) {
                return true;
            }
        }
        return false;
    }

    private static byte[] bytes(@Nullable Object value) {
        return value instanceof byte[] bytes
                ? bytes
                : String.valueOf(value).getBytes(StandardCharsets.US_ASCII);
    }

    private boolean hasFingerprint(byte[] blob) {
        return blob.length > 37 && Arrays.equals(blob, 5, 37, fingerprint, 0, 32);
    }

    private static byte[] base64(byte[] text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private static byte[] hex(byte[] text) {
        try {
            return HexFormat.of().parseHex(new String(text, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
