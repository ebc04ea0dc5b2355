package io.keymend.localaws;

import io.keymend.install.Engine;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/// JDBC connections to the registered databases, a few of each login kept for the next call.
final class DataConnections implements AutoCloseable {
    private static final int KEPT = 4;

    /// Who logs in where.
    record Login(Database server, String database, String user, String password) {
        /// Without the password.
        @Override
        public String toString() {
            return "Login[" + user + " to " + database + "]";
        }
    }

    private final Map<Login, Deque<Connection>> idle = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// A connection in autocommit mode with a fresh session.
    Connection borrow(Login login) {
        try {
            Connection kept = reusable(login);
            return kept == null ? open(login) : kept;
        } catch (SQLException e) {
            throw DataErrors.database(e, login.server().engine());
        }
    }

    /// Keeps a connection for the next call of the same login.
    void giveBack(Login login, Connection connection) {
        Deque<Connection> kept = idle.computeIfAbsent(login, _ -> new ConcurrentLinkedDeque<>());
        if (closed || kept.size() >= KEPT) {
            discard(connection);
        } else {
            kept.push(connection);
        }
    }

    /// Ends a connection whatever state it is in; what was not committed is rolled back by the
    /// server.
    static void discard(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException _) {
            // It was broken already.
        }
    }

    @Override
    public void close() {
        closed = true;
        idle.values().forEach(kept -> kept.forEach(DataConnections::discard));
        idle.clear();
    }

    private static Connection open(Login login) throws SQLException {
        Connection connection =
                login.server().connect(login.database(), login.user(), login.password());
        fresh(login.server().engine(), connection);
        return connection;
    }

    private @Nullable Connection reusable(Login login) {
        Deque<Connection> kept = idle.computeIfAbsent(login, _ -> new ConcurrentLinkedDeque<>());
        for (Connection connection = kept.poll(); connection != null; connection = kept.poll()) {
            try {
                connection.setAutoCommit(true);
                fresh(login.server().engine(), connection);
                return connection;
            } catch (SQLException _) {
                discard(connection);
            }
        }
        return null;
    }

    /// Aurora's sessions are in UTC; a call must not see what an earlier one set.
    private static void fresh(Engine engine, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            switch (engine) {
                case POSTGRESQL -> {
                    statement.execute("DISCARD ALL");
                    statement.execute("SET TIME ZONE 'UTC'");
                }
                case MYSQL -> {
                    connection.unwrap(org.mariadb.jdbc.Connection.class).reset();
                    statement.execute("SET NAMES utf8mb4");
                    statement.execute("SET time_zone = '+00:00'");
                }
            }
        }
    }
}
