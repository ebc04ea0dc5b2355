package io.keymend.local;

import io.keymend.install.Engine;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Lays Semaphore's tables out in a product's database, fills them, and seals values as Semaphore
/// does, by the JDK alone.
///
/// Rows are inserted one at a time and answer their id; an absent reference is null.
public final class SemaphoreLayout {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LocalStack stack;

    private SemaphoreLayout(LocalStack stack) {
        this.stack = stack;
    }

    /// Makes the tables in the stack's product database and lets the reading user read them. The
    /// mending user is let in by [LocalStack#allowMending], afterwards.
    public static SemaphoreLayout create(LocalStack stack) throws SQLException {
        SemaphoreLayout layout = new SemaphoreLayout(stack);
        layout.sql(SemaphoreSchema.statements(stack.engine()).toArray(String[]::new));
        layout.grantReader();
        return layout;
    }

    /// Lets the reading user read every table there is now.
    public void grantReader() throws SQLException {
        sql(
                switch (stack.engine()) {
                    case POSTGRESQL ->
                            "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + stack.reader();
                    case MYSQL ->
                            "GRANT SELECT ON `"
                                    + stack.productDatabase()
                                    + "`.* TO '"
                                    + stack.reader()
                                    + "'@'%'";
                });
    }

    /// Runs statements as the administrator.
    public void sql(String... statements) throws SQLException {
        stack.server().run(stack.productDatabase(), statements);
    }

    public long project(String name) throws SQLException {
        return insert("project", "name", name, "created", at(Instant.EPOCH));
    }

    /// A row of the key store.
    ///
    /// @param type the text of the column: `ssh`, `login_password`, `string`, `none`
    /// @param secret as stored; see [#seal]
    public long key(String name, String type, @Nullable String secret, @Nullable Long project)
            throws SQLException {
        return insert(
                "access_key", "name", name, "type", type, "secret", secret, "project_id", project);
    }

    /// Many rows of the key store at once, each of type `string`, named `key 1` and so on.
    public void keys(List<String> secrets, @Nullable Long project) throws SQLException {
        String insert =
                "INSERT INTO access_key (name, type, secret, project_id) VALUES (?, ?, ?, ?)";
        try (Connection connection = stack.server().admin(stack.productDatabase());
                PreparedStatement statement = connection.prepareStatement(insert)) {
            connection.setAutoCommit(false);
            for (int at = 0; at < secrets.size(); at++) {
                statement.setString(1, "key " + (at + 1));
                statement.setString(2, "string");
                statement.setString(3, secrets.get(at));
                statement.setObject(4, project);
                statement.addBatch();
            }
            statement.executeBatch();
            connection.commit();
        }
    }

    /// Sets one column of a key: `owner`, `environment_id`, `source_storage_type`, `expire_at` (an
    /// [Instant]) and so on.
    public void set(long key, String column, @Nullable Object value) throws SQLException {
        run("UPDATE access_key SET " + name(column) + " = ? WHERE id = ?", value, key);
    }

    /// What the database holds as the secrets, by id.
    public Map<Long, String> secrets() throws SQLException {
        Map<Long, String> secrets = new TreeMap<>();
        try (Connection connection = stack.server().admin(stack.productDatabase());
                PreparedStatement statement =
                        connection.prepareStatement("SELECT id, secret FROM access_key");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                secrets.put(rows.getLong(1), String.valueOf(rows.getString(2)));
            }
        }
        return secrets;
    }

    public long environment(long project, String name) throws SQLException {
        return insert("project__environment", "project_id", project, "name", name, "json", "{}");
    }

    public long repository(long project, String name, long key) throws SQLException {
        return insert(
                "project__repository",
                "project_id",
                project,
                "name",
                name,
                "git_url",
                "git@git.example:a.git",
                "ssh_key_id",
                key);
    }

    public long inventory(long project, String name, @Nullable Long ssh, @Nullable Long become)
            throws SQLException {
        return insert(
                "project__inventory",
                "project_id",
                project,
                "name",
                name,
                "type",
                "static",
                "inventory",
                "host.example",
                "ssh_key_id",
                ssh,
                "become_key_id",
                become);
    }

    public long template(long project, String name) throws SQLException {
        return insert(
                "project__template", "project_id", project, "name", name, "playbook", "site.yml");
    }

    /// A password of Ansible's vault that a template uses.
    public long vault(long project, long template, long key) throws SQLException {
        return insert(
                "project__template_vault",
                "project_id",
                project,
                "template_id",
                template,
                "vault_key_id",
                key);
    }

    /// An integration, which starts a template when it is called.
    ///
    /// @param method `token`, `hmac`, `github`, `bitbucket`, `basic`
    public long webhook(long project, long template, String name, String method, @Nullable Long key)
            throws SQLException {
        return insert(
                "project__integration",
                "project_id",
                project,
                "template_id",
                template,
                "name",
                name,
                "auth_method",
                method,
                "auth_secret_id",
                key);
    }

    public void terraformAlias(long project, long inventory, String alias, long key)
            throws SQLException {
        run(
                "INSERT INTO project__terraform_inventory_alias (alias, project_id, inventory_id,"
                        + " auth_key_id) VALUES (?, ?, ?, ?)",
                alias,
                project,
                inventory,
                key);
    }

    /// A row of `option`, such as `jwt_signing_key`.
    public void option(String key, String value) throws SQLException {
        run(
                "INSERT INTO %s (%s, %s) VALUES (?, ?)"
                        .formatted(name("option"), name("key"), name("value")),
                key,
                value);
    }

    /// What a row of `option` holds.
    public String option(String key) throws SQLException {
        String select =
                "SELECT %s FROM %s WHERE %s = ?"
                        .formatted(name("value"), name("option"), name("key"));
        try (Connection connection = stack.server().admin(stack.productDatabase());
                PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? String.valueOf(rows.getString(1)) : "";
            }
        }
    }

    public long task(long project, long template) throws SQLException {
        return insert(
                "task",
                "project_id",
                project,
                "template_id",
                template,
                "status",
                "error",
                "playbook",
                "site.yml");
    }

    /// A line of a task's output.
    public long output(long task, Instant time, String line) throws SQLException {
        return insert("task__output", "task_id", task, "time", at(time), "output", line);
    }

    /// The text of `access_key.secret` that Semaphore writes for a plaintext.
    ///
    /// @param key in base64, as configured
    public static String seal(String key, String plaintext) {
        byte[] nonce = new byte[12];
        RANDOM.nextBytes(nonce);
        byte[] sealed =
                crypt(Cipher.ENCRYPT_MODE, key, nonce, plaintext.getBytes(StandardCharsets.UTF_8));
        byte[] blob = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, blob, nonce.length, sealed.length);
        return Base64.getEncoder().encodeToString(blob);
    }

    /// The same, with the key's id before it, as the versions of 2026 write it.
    public static String sealWithId(String key, String plaintext) {
        return keyId(key) + ":" + seal(key, plaintext);
    }

    /// What [#seal] or [#sealWithId] sealed.
    public static String open(String key, String secret) {
        byte[] blob = Base64.getDecoder().decode(secret.substring(secret.indexOf(':') + 1));
        byte[] nonce = Arrays.copyOf(blob, 12);
        byte[] sealed = Arrays.copyOfRange(blob, 12, blob.length);
        return new String(crypt(Cipher.DECRYPT_MODE, key, nonce, sealed), StandardCharsets.UTF_8);
    }

    private static byte[] crypt(int mode, String key, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(Base64.getDecoder().decode(key), "AES"),
                    new GCMParameterSpec(128, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it does not open with that key", e);
        }
    }

    /// The id of a key as values of 2026 begin with it.
    public static String keyId(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(key));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// A new key of 32 bytes in base64.
    public static String newKey() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private static Object at(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    private String name(String identifier) {
        return stack.engine() == Engine.POSTGRESQL
                ? '"' + identifier + '"'
                : '`' + identifier + '`';
    }

    private long insert(String table, @Nullable Object... namesAndValues) throws SQLException {
        List<Integer> places = IntStream.range(0, namesAndValues.length / 2).boxed().toList();
        String statement =
                "INSERT INTO "
                        + name(table)
                        + places.stream()
                                .map(at -> name(String.valueOf(namesAndValues[2 * at])))
                                .collect(Collectors.joining(", ", " (", ")"))
                        + places.stream()
                                .map(_ -> "?")
                                .collect(Collectors.joining(", ", " VALUES (", ")"));
        try (Connection connection = stack.server().admin(stack.productDatabase());
                PreparedStatement prepared =
                        connection.prepareStatement(statement, new String[] {"id"})) {
            execute(prepared, places.stream().map(at -> namesAndValues[2 * at + 1]).toArray());
            try (ResultSet keys = prepared.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    private void run(String sql, @Nullable Object... values) throws SQLException {
        try (Connection connection = stack.server().admin(stack.productDatabase());
                PreparedStatement prepared = connection.prepareStatement(sql)) {
            execute(prepared, values);
        }
    }

    private static void execute(PreparedStatement prepared, @Nullable Object... values)
            throws SQLException {
        for (int at = 0; at < values.length; at++) {
            prepared.setObject(at + 1, values[at] instanceof Instant time ? at(time) : values[at]);
        }
        prepared.executeUpdate();
    }
}
