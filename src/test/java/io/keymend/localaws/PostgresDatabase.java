package io.keymend.localaws;

import io.keymend.install.Engine;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A PostgreSQL server whose users log in with SCRAM, as on Aurora; only `postgres` needs no
/// password.
public final class PostgresDatabase implements Database {
    private static final String ACCESS =
            """
            host all postgres 127.0.0.1/32 trust
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final EmbeddedPostgres server;

    private PostgresDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /// Starts a server of its own.
    public static PostgresDatabase start() {
        try {
            return new PostgresDatabase(
                    EmbeddedPostgres.builder()
                            .setServerConfig("listen_addresses", "127.0.0.1")
                            .setServerConfig("unix_socket_directories", "")
                            .setServerConfig("password_encryption", "scram-sha-256")
                            .setServerConfig("fsync", "off")
                            .setDataDirectoryCustomizer(PostgresDatabase::restrictAccess)
                            .setRegisterShutdownHook(true)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start", e);
        }
    }

    /// The server this JVM shares, started at the first call; nobody closes it but the end of the
    /// JVM.
    public static PostgresDatabase shared() {
        return Shared.SERVER;
    }

    private static void restrictAccess(File dataDirectory) {
        try {
            Files.writeString(dataDirectory.toPath().resolve("pg_hba.conf"), ACCESS);
        } catch (IOException e) {
            throw new UncheckedIOException("pg_hba.conf could not be written", e);
        }
    }

    @Override
    public Engine engine() {
        return Engine.POSTGRESQL;
    }

    @Override
    public String jdbcUrl(String name) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?prepareThreshold=0"
                .formatted(server.getPort(), name);
    }

    @Override
    public Connection admin(String name) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(name), "postgres", "");
    }

    @Override
    public void createDatabase(String name) throws SQLException {
        run("postgres", "CREATE DATABASE " + quoted(name));
    }

    @Override
    public void createUser(String name, String password, String database, String... grants)
            throws SQLException {
        run(
                "postgres",
                "CREATE ROLE "
                        + quoted(name)
                        + " LOGIN PASSWORD '"
                        + password.replace("'", "''")
                        + "'");
        run(database, grants);
    }

    /// As libpq does: a database named after the user.
    @Override
    public String defaultDatabase(String user) {
        return user;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static final class Shared {
        private static final PostgresDatabase SERVER = start();
    }
}
