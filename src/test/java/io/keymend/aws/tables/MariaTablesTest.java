package io.keymend.aws.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keymend.aws.TablesFixture;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.SealedGroup;
import io.keymend.local.Story;
import io.keymend.localaws.MariaDatabase;
import io.keymend.seal.Fingerprint;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// What only MariaDB and MySQL have.
final class MariaTablesTest extends TablesFixture {
    MariaTablesTest() {
        super(MariaDatabase.shared());
    }

    @BeforeAll
    static void requireBinaries() {
        assumeTrue(
                MariaDatabase.available(),
                "no MariaDB binaries for this platform on the class path");
    }

    @Test
    void fingerprintsThatDifferByCaseAloneAreTwoGroups() throws SQLException {
        String one = Base64.getEncoder().encodeToString(blob(Story.FORMER_KEY));
        String other = one.substring(0, 10) + swapped(one.substring(10, 48)) + one.substring(48);
        for (String collation :
                new String[] {"utf8mb4_general_ci", "utf8mb4_bin", "latin1_swedish_ci"}) {
            sql(
                    "DROP TABLE IF EXISTS t",
                    "CREATE TABLE t (id int PRIMARY KEY, v text CHARACTER SET "
                            + collation.split("_", 2)[0]
                            + " COLLATE "
                            + collation
                            + ")",
                    "INSERT INTO t VALUES (1, '" + one + "'), (2, '" + other + "')");
            grantAll();

            ColumnCensus column = column();
            assertThat(column.groups())
                    .as(collation)
                    .extracting(SealedGroup::fingerprint)
                    .containsExactlyInAnyOrder(
                            former(), Fingerprint.ofBase64Middle(other.substring(6, 50)));
            assertThat(column.groups()).allMatch(group -> keys(group).size() == 1);
        }
    }

    @Test
    void namesThatDifferByCaseOrAccentAloneAreTwoTables() throws SQLException {
        for (String table : new String[] {"tokens", "Tokens", "café", "cafe"}) {
            sql(
                    "CREATE TABLE `" + table + "` (id int PRIMARY KEY, v text)",
                    "INSERT INTO `" + table + "` VALUES (1, " + base64() + ")");
        }
        grantAll();

        assertThat(columns())
                .extracting(column -> column.column().table().table())
                .containsExactlyInAnyOrder("tokens", "Tokens", "café", "cafe");
        assertThat(columns()).allMatch(column -> column.keyColumns().size() == 1);
    }

    @Test
    void everyTextAndBytesTypeIsLookedAt() throws SQLException {
        sql(
                "CREATE TABLE t (id int PRIMARY KEY, a text, b mediumtext, c longtext,"
                        + " d varchar(2000), e blob, f mediumblob, g longblob, h varbinary(2000),"
                        + " i tinytext, j char(9))",
                "INSERT INTO t VALUES (1, @a := "
                        + base64()
                        + ", @a, @a, @a, FROM_BASE64(@a), FROM_BASE64(@a), FROM_BASE64(@a),"
                        + " FROM_BASE64(@a), 'x', 'y')");
        grantAll();

        assertThat(columns())
                .extracting(column -> column.column().column())
                .containsExactly("a", "b", "c", "d", "e", "f", "g", "h");
        assertThat(columns()).allMatch(column -> hasSample(column, column.groups().getFirst()));
    }

    @Test
    void onlySelectsReachTheProductsDatabase() throws SQLException {
        sql(
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t VALUES (1, " + base64() + ")");
        grantAll();
        sql("SET GLOBAL log_output = 'TABLE'", "SET GLOBAL general_log = 1");
        try {
            assertThat(column().sealed()).isEqualTo(1);
        } finally {
            sql("SET GLOBAL general_log = 0");
        }

        List<String> statements = statements();
        assertThat(statements).hasSizeGreaterThan(5);
        assertThat(statements)
                .filteredOn(statement -> !statement.startsWith("set "))
                .hasSizeGreaterThan(4)
                .allMatch(statement -> statement.startsWith("select "));
    }

    /// Those of the reading user; `SET` is the driver's own.
    private List<String> statements() throws SQLException {
        List<String> statements = new ArrayList<>();
        try (Connection connection = stack.server().admin("mysql");
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT lower(argument) FROM general_log WHERE command_type IN"
                                        + " ('Query', 'Execute') AND user_host LIKE '%"
                                        + stack.reader()
                                        + "%'")) {
            while (rows.next()) {
                statements.add(rows.getString(1).strip());
            }
        }
        return statements;
    }

    private static String swapped(String text) {
        return text.chars()
                .map(c ->
                        Character.isUpperCase(c)
                                ? Character.toLowerCase(c)
                                : Character.toUpperCase(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
