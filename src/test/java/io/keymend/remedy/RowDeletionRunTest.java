package io.keymend.remedy;

import static io.keymend.testing.EvidenceBuilder.sealed;
import static io.keymend.testing.Ids.FORMER_KEY;
import static io.keymend.testing.Ids.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.ColumnName;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.TableName;
import io.keymend.install.Engine;
import io.keymend.localaws.Database;
import io.keymend.localaws.MariaDatabase;
import io.keymend.localaws.PostgresDatabase;
import io.keymend.profile.Profile;
import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;
import io.keymend.testing.EvidenceBuilder;
import io.keymend.testing.InstallBuilder;
import io.keymend.verdict.Verdict;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// The statements that are offered, run on real databases: they delete what was counted, and
/// nothing else.
final class RowDeletionRunTest {
    private static final Fingerprint STALE = fingerprint(1);
    private static final Fingerprint FINE = fingerprint(2);
    private static final List<String> KEYS =
            List.of("O'Brien", "back\\slash", "two\nlines", "\u202eteg", "Zürich", "--", "שלום");

    @ParameterizedTest
    @EnumSource
    void rowsWithHostileKeysAreDeletedAndOthersStay(Engine engine) throws SQLException {
        String table = engine == Engine.POSTGRESQL ? "a\"b\n`c" : "a\"b`c";
        try (Connection connection = connect(engine)) {
            SqlText sql = new SqlText(engine);
            String name = create(connection, sql, table, "VARCHAR(400)");
            for (String key : KEYS) {
                insert(connection, name, key, base64(STALE));
            }
            insert(connection, name, "stays", base64(FINE));
            insert(connection, name, "empty", "");
            int deleted =
                    delete(connection, engine, table, group(Encoding.BASE64, KEYS.size(), KEYS));
            assertThat(deleted).isEqualTo(KEYS.size());
            assertThat(keys(connection, name)).containsExactlyInAnyOrder("stays", "empty");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatWasSealedAnewSinceIsKept(Engine engine) throws SQLException {
        try (Connection connection = connect(engine)) {
            String name = create(connection, new SqlText(engine), "renewed", "VARCHAR(400)");
            insert(connection, name, "1", base64(STALE));
            insert(connection, name, "2", base64(FINE));
            int deleted =
                    delete(
                            connection,
                            engine,
                            "renewed",
                            group(Encoding.BASE64, 2, List.of("1", "2")));
            assertThat(deleted).isOne();
            assertThat(keys(connection, name)).containsExactly("2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void hexadecimalIsFoundInEitherCase(Engine engine) throws SQLException {
        try (Connection connection = connect(engine)) {
            String name = create(connection, new SqlText(engine), "hexed", "VARCHAR(400)");
            insert(connection, name, "1", hex(STALE));
            insert(connection, name, "2", hex(STALE).toUpperCase(Locale.ROOT));
            insert(connection, name, "3", hex(FINE));
            assertThat(delete(connection, engine, "hexed", group(Encoding.HEX, 2, List.of())))
                    .isEqualTo(2);
            assertThat(keys(connection, name)).containsExactly("3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesAreFoundToo(Engine engine) throws SQLException {
        String type = engine == Engine.POSTGRESQL ? "BYTEA" : "VARBINARY(400)";
        try (Connection connection = connect(engine)) {
            String name = create(connection, new SqlText(engine), "raw", type);
            insert(connection, name, "1", blob(STALE));
            insert(connection, name, "2", blob(FINE));
            assertThat(delete(connection, engine, "raw", group(Encoding.BYTES, 1, List.of())))
                    .isOne();
            assertThat(keys(connection, name)).containsExactly("2");
        }
    }

    private static Connection connect(Engine engine) throws SQLException {
        if (engine == Engine.MYSQL) {
            assumeTrue(MariaDatabase.available(), "MariaDB has no binaries for this machine");
        }
        Database database =
                switch (engine) {
                    case POSTGRESQL -> PostgresDatabase.shared();
                    case MYSQL -> MariaDatabase.shared();
                };
        String name = "deletion_" + Long.toHexString(System.nanoTime());
        database.createDatabase(name);
        return database.admin(name);
    }

    private static String create(Connection connection, SqlText sql, String table, String type)
            throws SQLException {
        String name = sql.table(new TableName(schema(connection), table));
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE " + name + " (id VARCHAR(100) PRIMARY KEY, secret " + type + ")");
        }
        return name;
    }

    private static String schema(Connection connection) throws SQLException {
        String schema = connection.getSchema();
        return schema == null ? connection.getCatalog() : schema;
    }

    private static void insert(Connection connection, String table, String id, Object value)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?)")) {
            insert.setString(1, id);
            insert.setObject(2, value);
            insert.executeUpdate();
        }
    }

    private static int delete(Connection connection, Engine engine, String table, SealedGroup group)
            throws SQLException {
        ColumnCensus column =
                new ColumnCensus(
                        new ColumnName(new TableName(schema(connection), table), "secret"),
                        true,
                        List.of(new KeyColumn("id", false)),
                        group.rows(),
                        0,
                        List.of(group),
                        List.of());
        Remedy remedy =
                RowDeletion.of(
                                new Verdict.Lost(
                                        InstallBuilder.currently().engine(engine).build(),
                                        List.of()),
                                Profile.unknown("spacelift"),
                                EvidenceBuilder.evidence()
                                        .column(column)
                                        .sealer(STALE, sealed(FORMER_KEY))
                                        .build())
                        .orElseThrow();
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(remedy.commands().get(1).replaceAll("\n; --.*$", ""));
        }
    }

    private static List<String> keys(Connection connection, String table) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM " + table)) {
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
        }
        return keys;
    }

    private static SealedGroup group(Encoding encoding, long rows, List<String> keys) {
        return new SealedGroup(
                STALE, encoding, rows, keys.stream().map(key -> new RowKey(List.of(key))).toList());
    }

    private static byte[] blob(Fingerprint fingerprint) {
        return HexFormat.of().parseHex("0102020078" + fingerprint.hex() + "01" + "5a".repeat(120));
    }

    private static String base64(Fingerprint fingerprint) {
        return Base64.getEncoder().encodeToString(blob(fingerprint));
    }

    private static String hex(Fingerprint fingerprint) {
        return HexFormat.of().formatHex(blob(fingerprint));
    }
}
