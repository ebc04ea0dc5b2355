package io.keymend.aws.mend;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/// A product that writes rows of `t (id, v)` at random, and notes of every transaction what it saw
/// under its locks and what it left. Nobody else inserts rows.
final class ProductWriter {
    /// What is seen where there is no row.
    static final String ABSENT = "no row";

    /// What is seen where the value is NULL.
    static final String NULL = "NULL";

    private static final int FRESH_IDS = 1_000;

    private final Connection connection;
    private final Values values;
    private final int ids;
    private final Random random;
    private final List<Step> steps = new ArrayList<>();
    private boolean deleted;

    /// One transaction's doing at one primary key.
    ///
    /// @param deleted whether it deleted the row, though it may have inserted another
    record Step(int id, String seen, String left, boolean deleted) {}

    /// What it writes.
    interface Values {
        /// A value never written before, sealed by the current key.
        String fresh();

        /// What the row held at first.
        String first(int id);
    }

    /// @param ids the primary keys there were at first, from 1 to this
    ProductWriter(Connection connection, Values values, int ids, Random random) {
        this.connection = connection;
        this.values = values;
        this.ids = ids;
        this.random = random;
    }

    List<Step> write(int transactions) throws SQLException, InterruptedException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        for (int n = 0; n < transactions; n++) {
            Thread.sleep(random.nextInt(4));
            int id = 1 + random.nextInt(ids);
            int other = random.nextBoolean() ? 1 + random.nextInt(ids) : FRESH_IDS + n;
            try {
                transaction(id, other == id ? FRESH_IDS + n : other);
            } catch (SQLException e) {
                connection.rollback();
                if (!String.valueOf(e.getSQLState()).startsWith("40")) {
                    throw e;
                }
                // A deadlock: it wrote nothing.
            }
        }
        connection.setAutoCommit(true);
        return steps;
    }

    private void transaction(int id, int other) throws SQLException {
        Map<Integer, String> seen = locked(id, other);
        Map<Integer, String> left = new HashMap<>(seen);
        deleted = false;
        write(id, other, left);
        boolean stands = random.nextInt(8) > 0;
        if (stands) {
            connection.commit();
        } else {
            connection.rollback();
        }
        seen.forEach((at, value) ->
                steps.add(
                        new Step(
                                at,
                                value,
                                stands ? Objects.requireNonNull(left.get(at)) : value,
                                stands && deleted && at == id)));
    }

    private Map<Integer, String> locked(int id, int other) throws SQLException {
        Map<Integer, String> seen = new HashMap<>(Map.of(id, ABSENT, other, ABSENT));
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT id, v FROM t WHERE id IN (?, ?) ORDER BY id FOR UPDATE")) {
            statement.setInt(1, id);
            statement.setInt(2, other);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    seen.put(rows.getInt(1), Objects.requireNonNullElse(rows.getString(2), NULL));
                }
            }
        }
        return seen;
    }

    /// Does one thing to the rows, and to what it left.
    private void write(int id, int other, Map<Integer, String> left) throws SQLException {
        String value = Objects.requireNonNull(left.get(id));
        boolean there = !value.equals(ABSENT);
        boolean free = ABSENT.equals(left.get(other));
        switch (random.nextInt(9)) {
            case 0 -> delete(id, left);
            case 1 -> insertAgain(id, values.fresh(), left);
            case 2 -> insertAgain(id, there ? value : values.first(id), left);
            case 3 -> {
                if (there && free) {
                    run("UPDATE t SET id = ? WHERE id = ?", other, id);
                    left.put(other, value);
                    left.put(id, ABSENT);
                }
            }
            case 4 -> {
                if (free) {
                    insert(other, random.nextBoolean() ? values.fresh() : values.first(id), left);
                }
            }
            case 5 -> update(id, values.first(id), left);
            case 6 -> update(id, NULL, left);
            default -> update(id, values.fresh(), left);
        }
    }

    private void insertAgain(int id, String value, Map<Integer, String> left) throws SQLException {
        delete(id, left);
        insert(id, value, left);
    }

    private void delete(int id, Map<Integer, String> left) throws SQLException {
        run("DELETE FROM t WHERE id = ?", id);
        deleted = true;
        left.put(id, ABSENT);
    }

    private void insert(int id, String value, Map<Integer, String> left) throws SQLException {
        run("INSERT INTO t VALUES (?, ?)", id, stored(value));
        left.put(id, value);
    }

    private void update(int id, String value, Map<Integer, String> left) throws SQLException {
        if (!ABSENT.equals(left.get(id))) {
            run("UPDATE t SET v = ? WHERE id = ?", stored(value), id);
            left.put(id, value);
        }
    }

    private static @Nullable String stored(String value) {
        return value.equals(NULL) ? null : value;
    }

    private void run(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < parameters.length; at++) {
                statement.setObject(at + 1, parameters[at]);
            }
            statement.executeUpdate();
        }
    }
}
