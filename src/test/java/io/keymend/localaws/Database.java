package io.keymend.localaws;

import io.keymend.install.Engine;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// A real database server on a loopback port, started by the call that makes it and stopped by
/// [#close()].
///
/// A server left open is stopped when the JVM ends, also by SIGINT or SIGTERM.
public sealed interface Database extends AutoCloseable permits PostgresDatabase, MariaDatabase {
    Engine engine();

    /// The JDBC address of one database, without user and password.
    ///
    /// @param name a database, or the empty string for none (MariaDB only)
    String jdbcUrl(String name);

    /// A connection that may do everything.
    Connection admin(String name) throws SQLException;

    void createDatabase(String name) throws SQLException;

    /// Makes a user who logs in with a password, then runs statements as the administrator.
    ///
    /// @param grants statements such as `GRANT SELECT ON t TO reader`, run in `database`
    void createUser(String name, String password, String database, String... grants)
            throws SQLException;

    /// The database a login without a database name lands in; empty for none.
    String defaultDatabase(String user);

    /// Logs in as a user, with the password the server really checks.
    default Connection connect(String name, String user, String password) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(name), user, password);
    }

    /// Runs statements as the administrator.
    default void run(String name, String... statements) throws SQLException {
        try (Connection connection = admin(name);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    void close();
}
