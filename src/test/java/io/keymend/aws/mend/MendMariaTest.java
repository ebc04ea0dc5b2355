package io.keymend.aws.mend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keymend.localaws.MariaDatabase;
import io.keymend.mend.ChunkOutcome.Reason;
import io.keymend.mend.ChunkOutcome.Skipped;
import io.keymend.mend.MendFailed;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.Target;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;

/// The contract on MariaDB, and what only MySQL and MariaDB have.
final class MendMariaTest extends MendContract {
    MendMariaTest() {
        super(MariaDatabase.shared());
    }

    @BeforeAll
    static void requireBinaries() {
        assumeTrue(
                MariaDatabase.available(),
                "no MariaDB binaries for this platform on the class path");
    }

    @Test
    void aTableWithoutTransactionsIsRefused() throws SQLException {
        given(
                "CREATE TABLE t (id int PRIMARY KEY, v text) ENGINE = MyISAM",
                "INSERT INTO t VALUES (1, " + base64() + ")");
        Target target = target("t", "v", DELETE, "id");

        assertThatThrownBy(() -> apply(target))
                .isInstanceOf(MendFailed.Refused.class)
                .hasMessageContaining("its engine MyISAM has no transactions");
        assertThat(asked("SELECT count(*) FROM t")).isEqualTo(1);
    }

    @Test
    void aUserWhoCannotSeeTriggersIsRefused() throws SQLException {
        given(
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t VALUES (1, " + base64() + ")");
        Target target = target("t", "v", DELETE, "id");
        List<PlannedRow> rows = stale(target);
        sql(
                "REVOKE TRIGGER ON `"
                        + stack.productDatabase()
                        + "`.* FROM '"
                        + stack.mender()
                        + "'@'%'");

        assertThatThrownBy(() -> mender().apply(PERMIT, target, rows))
                .isInstanceOf(MendFailed.Refused.class)
                .hasMessageContaining("cannot see triggers");
    }

    @Test
    void aRowTooLargeToBeJournaledIsSkipped() throws SQLException {
        given("CREATE TABLE t (id int PRIMARY KEY, v text, big longblob)");
        sql(
                "INSERT INTO t VALUES (1, " + base64() + ", REPEAT(x'00', 17000000))",
                "INSERT INTO t VALUES (2, " + base64() + ", REPEAT(x'00', 16000000))");
        Target target = target("t", "v", DELETE, "id");
        List<String> before = dump("t");
        List<PlannedRow> rows = stale(target);

        assertThat(mender().apply(PERMIT, target, rows).skipped())
                .extracting(Skipped::reason)
                .containsExactly(Reason.OVERSIZE);
        assertThat(restore(target, rows.subList(1, 2)).restored()).isEqualTo(1);
        assertThat(dump("t")).isEqualTo(before);
    }

    @Test
    void aTimeThatEveryUpdateSetsIsLeftAlone() throws SQLException {
        given(
                "CREATE TABLE t (id int PRIMARY KEY, v text, at timestamp(6) NULL ON UPDATE"
                        + " CURRENT_TIMESTAMP(6))",
                "INSERT INTO t VALUES (1, " + base64() + ", '2001-01-01 00:00:00')");
        Target target = target("t", "v", TO_NULL, "id");
        List<PlannedRow> rows = stale(target);

        mender().apply(PERMIT, target, rows);
        assertThat(asked("SELECT year(at) FROM t")).isEqualTo(2001);
        restore(target, rows);
        assertThat(asked("SELECT year(at) FROM t")).isEqualTo(2001);
    }

    @Test
    void keysThatDifferBeyondTheDigitsOfADoubleAreDifferentRows() throws SQLException {
        given(
                "CREATE TABLE t (id bigint unsigned PRIMARY KEY, v text)",
                "INSERT INTO t VALUES (9007199254740992, 'plain'), (9007199254740993, "
                        + base64()
                        + "), (18446744073709551615, 'plain')");
        Target target = target("t", "v", DELETE, "id");

        assertThat(apply(target).changed()).isEqualTo(1);
        assertThat(asked("SELECT count(*) FROM t WHERE v = 'plain'")).isEqualTo(2);
    }
}
