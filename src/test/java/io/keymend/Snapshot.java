package io.keymend;

import io.keymend.install.Engine;
import io.keymend.local.LocalStack;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Every row of some tables as it is now, to be put back later.
final class Snapshot {
    private final LocalStack stack;
    private final List<Table> tables = new ArrayList<>();

    private record Table(String database, String name, List<@Nullable Object[]> rows) {}

    private Snapshot(LocalStack stack) {
        this.stack = stack;
    }

    /// The product's tables, the journal, and the plans.
    static Snapshot of(LocalStack stack, Iterable<String> product) throws SQLException {
        Snapshot snapshot = new Snapshot(stack);
        for (String table : product) {
            snapshot.add(stack.productDatabase(), table);
        }
        snapshot.add(stack.productDatabase(), "keymend.mend");
        snapshot.add(stack.productDatabase(), "keymend.journal");
        snapshot.add(stack.historyDatabase(), "keymend.plan");
        return snapshot;
    }

    private void add(String database, String table) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        try (Connection connection = stack.server().admin(database);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT * FROM " + table)) {
            while (found.next()) {
                rows.add(row(found));
            }
        }
        tables.add(new Table(database, table, rows));
    }

    /// PostgreSQL's own text of a value says all of it.
    private @Nullable Object[] row(ResultSet found) throws SQLException {
        @Nullable Object[] row = new @Nullable Object[found.getMetaData().getColumnCount()];
        for (int i = 0; i < row.length; i++) {
            row[i] = postgres() ? found.getString(i + 1) : found.getObject(i + 1);
        }
        return row;
    }

    void putBack() throws SQLException {
        for (String database : List.of(stack.productDatabase(), stack.historyDatabase())) {
            try (Connection connection = stack.server().admin(database)) {
                connection.setAutoCommit(false);
                for (Table table : tables) {
                    if (table.database.equals(database)) {
                        fill(connection, table);
                    }
                }
                connection.commit();
            }
        }
    }

    private void fill(Connection connection, Table table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM " + table.name);
        }
        if (table.rows.isEmpty()) {
            return;
        }
        int columns = table.rows.getFirst().length;
        String sql =
                "INSERT INTO "
                        + table.name
                        + (postgres() ? " OVERRIDING SYSTEM VALUE" : "")
                        + " VALUES ("
                        + String.join(", ", Collections.nCopies(columns, "?"))
                        + ")";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (@Nullable Object[] row : table.rows) {
                set(insert, row);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void set(PreparedStatement insert, @Nullable Object[] row) throws SQLException {
        for (int i = 0; i < row.length; i++) {
            if (postgres()) {
                insert.setObject(i + 1, row[i], Types.OTHER);
            } else {
                insert.setObject(i + 1, row[i]);
            }
        }
    }

    private boolean postgres() {
        return stack.engine() == Engine.POSTGRESQL;
    }

    /// Which tables, and how many rows of each.
    @Override
    public String toString() {
        return Arrays.toString(
                tables.stream().map(table -> table.name + " " + table.rows.size()).toArray());
    }
}
