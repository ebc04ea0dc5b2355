package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.keymend.install.Engine;
import io.keymend.local.LocalStack;

import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What the product's tables and the journal hold at one time, read without Keymend.
///
/// @param tables the rows of each table by their primary keys
record Books(Map<String, Map<String, Row>> tables, List<Entry> journal) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ABSENT = "NULL";

    /// A row's values by column, as the journal writes them.
    record Row(Map<String, String> values) {}

    /// One entry of the journal.
    ///
    /// @param key the row's, as in [Books#tables]
    /// @param after the digest of the value that replaced the old one; empty where none did
    record Entry(
            String table,
            String column,
            String kind,
            String key,
            Row image,
            String digest,
            String after,
            boolean restored) {}

    static Books of(LocalStack stack, Iterable<String> tables) throws SQLException {
        Map<String, Map<String, Row>> all = new TreeMap<>();
        try (Connection connection = stack.server().admin(stack.productDatabase())) {
            Map<String, List<String>> keys = new TreeMap<>();
            for (String table : tables) {
                keys.put(table, key(stack, connection, table));
                all.put(table, rows(connection, table, keys.get(table)));
            }
            return new Books(all, journal(connection, keys));
        }
    }

    private static boolean postgres(Connection connection) throws SQLException {
        return connection.getMetaData().getURL().startsWith("jdbc:postgresql");
    }

    /// In the key's order; empty where the table has none.
    private static List<String> key(LocalStack stack, Connection connection, String table)
            throws SQLException {
        String catalog = stack.engine() == Engine.MYSQL ? stack.productDatabase() : null;
        Map<Integer, String> columns = new TreeMap<>();
        try (ResultSet key = connection.getMetaData().getPrimaryKeys(catalog, null, table)) {
            while (key.next()) {
                columns.put(key.getInt("KEY_SEQ"), key.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(columns.values());
    }

    private static Map<String, Row> rows(Connection connection, String table, List<String> key)
            throws SQLException {
        Map<String, Row> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT * FROM " + table)) {
            Map<String, Boolean> columns = columns(connection, found);
            while (found.next()) {
                Row row = row(columns, found);
                assertThat(rows.put(name(row, key), row)).as(table).isNull();
            }
        }
        return rows;
    }

    /// The columns in their order, and whether each is read as text: on PostgreSQL all are, on
    /// MySQL numbers are, and everything else as its bytes.
    private static Map<String, Boolean> columns(Connection connection, ResultSet found)
            throws SQLException {
        boolean postgres = postgres(connection);
        ResultSetMetaData all = found.getMetaData();
        Map<String, Boolean> columns = new LinkedHashMap<>();
        for (int i = 1; i <= all.getColumnCount(); i++) {
            columns.put(all.getColumnName(i), postgres || all.getColumnType(i) == Types.BIGINT);
        }
        return columns;
    }

    private static Row row(Map<String, Boolean> columns, ResultSet found) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, Boolean> column : columns.entrySet()) {
            values.put(
                    column.getKey(),
                    column.getValue()
                            ? Objects.requireNonNullElse(found.getString(column.getKey()), ABSENT)
                            : hex(found.getBytes(column.getKey())));
        }
        return new Row(values);
    }

    private static String hex(byte @Nullable [] bytes) {
        return bytes == null ? ABSENT : HexFormat.of().withUpperCase().formatHex(bytes);
    }

    /// A row without a key is named by all it holds.
    private static String name(Row row, List<String> key) {
        return key.isEmpty()
                ? row.values.toString()
                : key.stream().map(column -> String.valueOf(row.values.get(column))).toList() + "";
    }

    private static List<Entry> journal(Connection connection, Map<String, List<String>> keys)
            throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery(
                                "SELECT m.table_name, m.column_name, m.kind, m.columns, j.image,"
                                    + " j.digest, j.after, j.restored_at FROM keymend.mend m JOIN"
                                    + " keymend.journal j ON j.mend = m.id ORDER BY m.table_name,"
                                    + " m.column_name, j.row_id")) {
            while (found.next()) {
                String table = found.getString(1);
                Row image = image(connection, found);
                entries.add(
                        new Entry(
                                table,
                                found.getString(2),
                                found.getString(3),
                                name(image, Objects.requireNonNull(keys.get(table))),
                                image,
                                found.getString(6),
                                Objects.requireNonNullElse(found.getString(7), ""),
                                found.getObject(8) != null));
            }
        }
        return entries;
    }

    private static Row image(Connection connection, ResultSet found) throws SQLException {
        List<@Nullable String> columns = texts(found.getString(4));
        List<@Nullable String> image =
                postgres(connection) ? texts(found.getArray(5)) : texts(found.getString(5));
        assertThat(image).hasSameSizeAs(columns);
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < image.size(); i++) {
            values.put(
                    String.valueOf(columns.get(i)),
                    Objects.requireNonNullElse(image.get(i), ABSENT));
        }
        return new Row(values);
    }

    private static List<@Nullable String> texts(Array array) throws SQLException {
        List<@Nullable String> texts = new ArrayList<>();
        for (Object text : (@Nullable Object[]) array.getArray()) {
            texts.add((String) text);
        }
        return texts;
    }

    private static List<@Nullable String> texts(String json) {
        List<@Nullable String> texts = new ArrayList<>();
        try {
            for (JsonNode text : MAPPER.readTree(json)) {
                texts.add(text.isNull() ? null : text.asText());
            }
            return texts;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the journal holds no array of texts", e);
        }
    }

    /// Fails unless every row of the original tables is in its table as it was, or what is not as
    /// it was there is in the journal, once.
    void holdAll(Map<String, Map<String, Row>> originals) {
        assertThat(tables.keySet()).isEqualTo(originals.keySet());
        originals.forEach((table, rows) -> {
            Map<String, Row> now = Objects.requireNonNull(tables.get(table));
            assertThat(rows.keySet()).as("%s has no row more", table).containsAll(now.keySet());
            rows.forEach((key, row) -> holds(table, key, row, now.get(key)));
        });
    }

    private void holds(String table, String key, Row original, @Nullable Row now) {
        List<Entry> open =
                journal.stream()
                        .filter(entry -> entry.table.equals(table) && entry.key.equals(key))
                        .filter(entry -> !entry.restored)
                        .toList();
        String as = table + " " + key;
        if (now == null) {
            assertThat(open).as(as).hasSize(1);
            assertThat(open.getFirst().kind).as(as).isEqualTo("DELETED");
            assertThat(open.getFirst().image).as(as).isEqualTo(original);
            return;
        }
        original.values.forEach((column, value) -> {
            List<String> kept =
                    open.stream()
                            .filter(entry -> entry.column.equals(column))
                            .map(entry -> String.valueOf(entry.image.values.get(column)))
                            .toList();
            boolean same = value.equals(now.values.get(column));
            assertThat(kept).as(as + " " + column).isEqualTo(same ? List.of() : List.of(value));
        });
    }
}
