package io.keymend.local;

import io.keymend.install.Engine;
import io.keymend.localaws.KmsStandIn;
import io.keymend.seal.Encoding;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/// Lays tables out in a product database: values sealed by the former key, by the current key, not
/// sealed, or NULL, in random order, and keeps the truth about them.
public final class Layout {
    private static final Map<String, String> CONTEXT =
            Map.of("spacelift:purpose", "in-app-encryption");

    private final LocalStack stack;
    private final Random random;
    private final List<Truth> truths = new ArrayList<>();
    private final List<String> planted = new ArrayList<>();

    public Layout(LocalStack stack, Random random) {
        this.stack = stack;
        this.random = random;
    }

    /// What was laid out so far.
    public List<Truth> truths() {
        return List.copyOf(truths);
    }

    /// Every secret and every blob that was planted, in each form in which it could leak.
    public List<String> planted() {
        return List.copyOf(planted);
    }

    public void add(SealedTable table) throws SQLException {
        try (Connection connection = stack.server().admin(stack.productDatabase())) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(create(table));
                statement.execute(grant(table));
            }
            fill(connection, table);
        }
    }

    private String create(SealedTable table) {
        String columns =
                table.columns().stream()
                        .map(column -> ", " + column.name() + " " + type(column.encoding()))
                        .collect(Collectors.joining());
        return "CREATE TABLE " + table.name() + " (" + keyColumns(table.key()) + columns + ")";
    }

    private String keyColumns(SealedTable.Key key) {
        return switch (key) {
            case SERIAL -> "id bigint PRIMARY KEY, name varchar(80)";
            case UUID ->
                    "id " + (postgres() ? "uuid" : "char(36)") + " PRIMARY KEY, name varchar(80)";
            case COMPOSITE ->
                    "account_id bigint, slug varchar(60), name varchar(80), PRIMARY KEY"
                            + " (account_id, slug)";
            case NONE -> "name varchar(80)";
        };
    }

    private String type(Encoding encoding) {
        return switch (encoding) {
            case BYTES -> postgres() ? "bytea" : "varbinary(6200)";
            case BASE64, HEX -> "text";
        };
    }

    private String grant(SealedTable table) {
        return postgres()
                ? "GRANT SELECT ON " + table.name() + " TO " + stack.reader()
                : "GRANT SELECT ON "
                        + stack.productDatabase()
                        + "."
                        + table.name()
                        + " TO '"
                        + stack.reader()
                        + "'@'%'";
    }

    private void fill(Connection connection, SealedTable table) throws SQLException {
        List<List<Kind>> kinds =
                table.columns().stream().map(column -> kinds(column, table.rows())).toList();
        List<RowName> rows = rowNames(table);
        String marks = "?, ".repeat(rows.isEmpty() ? 0 : rows.getFirst().values().size() + 1);
        String insert =
                "INSERT INTO "
                        + table.name()
                        + " VALUES ("
                        + marks
                        + table.columns().stream().map(_ -> "?").collect(Collectors.joining(", "))
                        + ")";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int row = 0; row < table.rows(); row++) {
                int next = 1;
                for (Object value : rows.get(row).values()) {
                    statement.setObject(next++, value);
                }
                statement.setString(next++, "item " + row);
                for (int column = 0; column < table.columns().size(); column++) {
                    set(statement, next++, table.columns().get(column), kinds.get(column).get(row));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
        for (int column = 0; column < table.columns().size(); column++) {
            truths.add(truth(table, table.columns().get(column), kinds.get(column), rows));
        }
    }

    private enum Kind {
        FORMER,
        CURRENT,
        PLAIN,
        EMPTY
    }

    private List<Kind> kinds(SealedTable.Column column, int rows) {
        List<Kind> kinds = new ArrayList<>();
        kinds.addAll(Collections.nCopies(column.former(), Kind.FORMER));
        kinds.addAll(Collections.nCopies(column.current(), Kind.CURRENT));
        kinds.addAll(Collections.nCopies(column.plain(), Kind.PLAIN));
        kinds.addAll(Collections.nCopies(rows - kinds.size(), Kind.EMPTY));
        Collections.shuffle(kinds, random);
        return kinds;
    }

    /// @param values of the key columns
    /// @param shown as an alert names the row
    private record RowName(List<Object> values, String shown) {}

    /// In the key's order.
    private List<RowName> rowNames(SealedTable table) {
        List<RowName> names = new ArrayList<>();
        List<UUID> uuids = uuids(table.rows());
        for (int i = 0; i < table.rows(); i++) {
            long number = i + 1L;
            UUID uuid = uuids.get(i);
            Object id = postgres() ? uuid : uuid.toString();
            names.add(
                    switch (table.key()) {
                        case SERIAL -> new RowName(List.of(number), "id=" + number);
                        case UUID -> new RowName(List.of(id), "id=" + uuid);
                        case COMPOSITE ->
                                new RowName(
                                        List.of(number / 10, "item-%04d".formatted(i)),
                                        "account_id="
                                                + number / 10
                                                + ", slug=item-%04d".formatted(i));
                        case NONE -> new RowName(List.of(), "");
                    });
        }
        return names;
    }

    private List<UUID> uuids(int count) {
        TreeSet<String> sorted = new TreeSet<>();
        while (sorted.size() < count) {
            sorted.add(new UUID(random.nextLong(), random.nextLong()).toString());
        }
        return sorted.stream().map(UUID::fromString).toList();
    }

    private void set(PreparedStatement statement, int index, SealedTable.Column column, Kind kind)
            throws SQLException {
        switch (kind) {
            case FORMER -> seal(statement, index, column, Story.FORMER_KEY);
            case CURRENT -> seal(statement, index, column, Story.CURRENT_KEY);
            case PLAIN -> {
                String text = "plain text " + random.nextLong();
                if (column.encoding() == Encoding.BYTES) {
                    statement.setBytes(index, text.getBytes(StandardCharsets.UTF_8));
                } else {
                    statement.setString(index, text);
                }
            }
            case EMPTY ->
                    statement.setNull(
                            index,
                            column.encoding() == Encoding.BYTES ? Types.BINARY : Types.VARCHAR);
        }
    }

    private void seal(PreparedStatement statement, int index, SealedTable.Column column, String key)
            throws SQLException {
        String secret =
                "planted secret "
                        + Long.toHexString(random.nextLong())
                        + Long.toHexString(random.nextLong());
        KmsStandIn kms = stack.kms();
        byte[] blob = kms.seal(key, secret.getBytes(StandardCharsets.UTF_8), CONTEXT);
        String base64 = Base64.getEncoder().encodeToString(blob);
        String hex = HexFormat.of().formatHex(blob);
        planted.add(secret);
        planted.add(base64.substring(60));
        planted.add(hex.substring(80));
        switch (column.encoding()) {
            case BYTES -> statement.setBytes(index, blob);
            case BASE64 -> statement.setString(index, base64);
            case HEX -> statement.setString(index, hex);
        }
    }

    private static Truth truth(
            SealedTable table, SealedTable.Column column, List<Kind> kinds, List<RowName> rows) {
        List<String> former = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (kinds.get(i) == Kind.FORMER && table.key() != SealedTable.Key.NONE) {
                former.add(rows.get(i).shown());
            }
        }
        return new Truth(
                table.name(),
                column.name(),
                table.rows(),
                count(kinds, Kind.FORMER),
                count(kinds, Kind.CURRENT),
                count(kinds, Kind.PLAIN),
                count(kinds, Kind.EMPTY),
                former);
    }

    private static int count(List<Kind> kinds, Kind kind) {
        return Collections.frequency(kinds, kind);
    }

    private boolean postgres() {
        return stack.engine() == Engine.POSTGRESQL;
    }
}
