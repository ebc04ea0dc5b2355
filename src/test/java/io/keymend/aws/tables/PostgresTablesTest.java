package io.keymend.aws.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.aws.TablesFixture;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.Inspection;
import io.keymend.evidence.TableName;
import io.keymend.localaws.PostgresDatabase;
import io.keymend.profile.Profile;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;

/// What only PostgreSQL has.
final class PostgresTablesTest extends TablesFixture {
    PostgresTablesTest() {
        super(PostgresDatabase.shared());
    }

    @Test
    void aTableThatMayNotBeReadIsReportedUnread() throws SQLException {
        sql(
                "CREATE TABLE open (id int PRIMARY KEY, v text)",
                "INSERT INTO open VALUES (1, " + base64() + ")");
        grantAll();
        sql(
                "CREATE TABLE closed (id int PRIMARY KEY, v text)",
                "CREATE SCHEMA hidden",
                "CREATE TABLE hidden.away (id int PRIMARY KEY, v text)");

        Inspection.Seen seen = seen();
        assertThat(seen.columns()).hasSize(1);
        assertThat(seen.unread())
                .extracting(unread -> unread.table().toString())
                .containsExactly("hidden.away", "public.closed");
        assertThat(seen.unread()).allMatch(unread -> unread.why().contains("permission denied"));
    }

    @Test
    void aTableOfWhichOneColumnMayNotBeReadIsReportedUnread() throws SQLException {
        sql(
                "CREATE TABLE t (id int PRIMARY KEY, v text, w text)",
                "GRANT SELECT (id, v) ON t TO " + stack.reader());

        assertThat(seen().unread()).hasSize(1);
    }

    @Test
    void everySchemaIsLookedAtButKeymendsOwn() throws SQLException {
        for (String schema : new String[] {"app", "keymend"}) {
            sql(
                    "CREATE SCHEMA " + schema,
                    "CREATE TABLE " + schema + ".t (id int PRIMARY KEY, v text)",
                    "INSERT INTO " + schema + ".t VALUES (1, " + base64() + ")",
                    "GRANT USAGE ON SCHEMA " + schema + " TO " + stack.reader(),
                    "GRANT SELECT ON " + schema + ".t TO " + stack.reader());
        }

        assertThat(column().column()).hasToString("app.t.v");
    }

    @Test
    void aPartitionedTableIsCountedOnce() throws SQLException {
        sql(
                "CREATE TABLE t (id int, day int, v text, PRIMARY KEY (day, id)) PARTITION BY"
                        + " RANGE (day)",
                "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (10) TO (20)",
                "INSERT INTO t VALUES (1, 5, " + base64() + "), (2, 15, " + base64() + ")");
        grantAll();

        assertThat(column().rows()).isEqualTo(2);
        assertThat(keys(column().groups().getFirst())).containsExactly("5,1", "15,2");
    }

    @Test
    void aColumnThatAKeyOnlyIncludesIsNotInIt() throws SQLException {
        sql(
                "CREATE TABLE t (extra text, id int, v text, PRIMARY KEY (id) INCLUDE (extra))",
                "INSERT INTO t VALUES ('x', 1, " + base64() + ")");
        grantAll();

        assertThat(keys(column().groups().getFirst())).containsExactly("1");
    }

    @Test
    void domainsAtAnyDepthAreLookedAt() throws SQLException {
        sql(
                "CREATE DOMAIN secret AS text",
                "CREATE DOMAIN top_secret AS secret CHECK (length(VALUE) < 10000)",
                "CREATE DOMAIN raw AS bytea",
                "CREATE DOMAIN raw_secret AS raw",
                "CREATE DOMAIN num AS int",
                "CREATE TABLE t (id num PRIMARY KEY, a secret, b top_secret, c raw, d raw_secret,"
                        + " e varchar(6000), f char(6000))",
                "INSERT INTO t VALUES (1, "
                        + base64()
                        + ", "
                        + hex()
                        + ", decode("
                        + base64()
                        + ", 'base64'), decode("
                        + hex()
                        + ", 'hex'), "
                        + base64()
                        + ", "
                        + base64()
                        + ")");
        grantAll();

        assertThat(columns())
                .extracting(column -> column.column().column())
                .containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(columns())
                .allSatisfy(column ->
                        assertThat(hasSample(column, column.groups().getFirst()))
                                .as(column.column().column())
                                .isTrue());
    }

    @Test
    void aCollationThatIsNotDeterministicIsNoObstacle() throws SQLException {
        sql(
                "CREATE COLLATION anycase (provider = icu, locale = 'und-u-ks-level2',"
                        + " deterministic = false)",
                "CREATE TABLE t (id int PRIMARY KEY, v text COLLATE anycase)",
                "INSERT INTO t VALUES (1, " + base64() + ")");
        grantAll();

        assertThat(column().sealed()).isEqualTo(1);
    }

    @Test
    void viewsAndForeignThingsAreLeftAlone() throws SQLException {
        sql(
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t VALUES (1, " + base64() + ")",
                "CREATE VIEW w AS SELECT * FROM t",
                "CREATE MATERIALIZED VIEW m AS SELECT * FROM t");
        grantAll();

        assertThat(column().column()).hasToString("public.t.v");
    }

    @Test
    void lookingWorksWhereNothingCanBeWritten() throws SQLException {
        sql(
                "ALTER ROLE " + stack.reader() + " SET default_transaction_read_only = on",
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t VALUES (1, " + base64() + ")");
        grantAll();

        ColumnCensus column = column();
        assertThat(column.sealed()).isEqualTo(1);
    }

    @Test
    void tablesThatNoTimeIsLeftForAreUnreadAndNeverEmpty() throws SQLException {
        sql(
                "CREATE TABLE a (id int PRIMARY KEY, v text)",
                "CREATE TABLE b (id int PRIMARY KEY, v text)",
                "INSERT INTO a VALUES (1, " + base64() + ")",
                "INSERT INTO b VALUES (1, " + base64() + ")");
        grantAll();
        Iterator<Boolean> timeIsUp = List.of(false, true).iterator();

        Inspection.Seen seen =
                (Inspection.Seen) inspect(Profile.unknown("spacelift"), timeIsUp::next);

        assertThat(seen.columns())
                .extracting(column -> column.column().table().table())
                .containsExactly("a");
        assertThat(seen.unread())
                .containsExactly(
                        new Inspection.Unread(new TableName("public", "b"), "no time was left"));
    }
}
