package io.keymend.aws.mend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keymend.localaws.MariaDatabase;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.RestoreOutcome;
import io.keymend.mend.Target;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;

/// Purge and restore is the identity for every type MariaDB has in common with MySQL.
final class MendTypesMariaTest extends MendFixture {
    MendTypesMariaTest() {
        super(MariaDatabase.shared());
    }

    @BeforeAll
    static void requireBinaries() {
        assumeTrue(
                MariaDatabase.available(),
                "no MariaDB binaries for this platform on the class path");
    }

    @Test
    void purgedAndRestoredRowsAreWhatTheyWere() throws SQLException {
        given(
                """
                CREATE TABLE `select` (
                  `ID` bigint unsigned AUTO_INCREMENT, `Group` binary(4), v text, i8 tinyint, u64 bigint unsigned,
                  dc decimal(65, 30), f float, f2 float(7, 3), d double, d2 double(12, 4), b bit(12), y year, da date, ti time(6),
                  dt datetime(6), ts timestamp(6) NULL, bump timestamp(3) NULL ON UPDATE CURRENT_TIMESTAMP(3), c char(9),
                  vc varchar(20) CHARACTER SET latin1, u16 varchar(20) CHARACTER SET utf16, lt longtext, bn binary(6),
                  vb varbinary(20), lb longblob, e enum ('a', 'é', '1'), s set ('x', 'y', 'ü'), j json, g geometry, pt point,
                  uu uuid, i6 inet6, gs varchar(40) AS (CONCAT(vc, '!')) STORED, gv int AS (i8 + 1) VIRTUAL,
                  `a'b``c"d` text DEFAULT 'x', hid int INVISIBLE DEFAULT 3, PRIMARY KEY (`Group`, `ID`), KEY (`ID`))
                """,
                "SET SESSION sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO'",
                """
                INSERT INTO `select` (`ID`, `Group`, v, i8, u64, dc, f, f2, d, d2, b, y, da, ti, dt, ts, bump, c, vc, u16, lt, bn, vb,
                  lb, e, s, j, g, pt, uu, i6, `a'b``c"d`, hid) VALUES
                  (18446744073709551610, x'0001', %1$s, -128, 18446744073709551615, 12345678901234567890.123456789012345678901234567890,
                   3.4028234e38, 1234.567, 1.7976931348623157e308, 0.1, b'101', 2026, '2026-02-31', '-838:59:59.999999',
                   '9999-12-31 23:59:59.999999', '2026-03-29 01:30:00.123456', '2001-01-01', 'ab  ', 'é  ', 'é鍵 ',
                   REPEAT('ü\\\\"''', 300000), x'01', x'00ff5c22', REPEAT(x'00ff', 500000), 'é', 'x,ü', '{"a" :  1, "a": 2.0}',
                   ST_GeomFromText('POLYGON((0 0,1 0,1 1,0 0))', 4326), ST_GeomFromText('POINT(1e-300 -0)'),
                   '6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1', '::1', 'it''s', 7),
                  (0, x'', %1$s, 0, 0, -0.1, 1.4e-45, 0, 4.9e-324, -0.5, 0, 0, '0000-00-00', '00:00:00', '0000-00-00 00:00:00',
                   '0000-00-00 00:00:00', NULL, '', '', '', '', x'', x'', x'', '1', '', 'null', NULL, NULL,
                   '00000000-0000-0000-0000-000000000000', '::', NULL, NULL),
                  (7, x'ff', %1$s, NULL, NULL, NULL, -0e0, NULL, -0e0, NULL, NULL, NULL, '2026-00-00', NULL, NULL, NULL, NULL, NULL,
                   NULL, NULL, 'null', NULL, NULL, 'null', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', 0),
                  (8, x'ff', 'not sealed', 1, 1, 1, 1.2345678, 1, 0.30000000000000004, 1, 1, 1999, '2026-01-01', '1:1:1',
                   '2026-01-01', '2026-01-01', '2026-01-01', 'a', 'a', 'a', 'a', x'01', x'01', x'01', 'a', 'x', '1', NULL, NULL,
                   NULL, NULL, 'y', 1)
                """
                        .formatted(base64()));
        isTheIdentity("select", "Group", "ID");
    }

    @Test
    void floatsKeepEveryBit() throws SQLException {
        given(
                "CREATE TABLE t (id int PRIMARY KEY, v text, f float, d double)",
                """
                INSERT INTO t SELECT seq, %s, (RAND(seq) - 0.5) * POW(10, FLOOR(RAND(seq + 1) * 70) - 35),
                  (RAND(seq + 2) - 0.5) * POW(10, FLOOR(RAND(seq + 3) * 600) - 300) FROM seq_1_to_1500
                """
                        .formatted(base64()));
        isTheIdentity("t", "id");
    }

    @Test
    void keysOfManyTypesAddressTheirRows() throws SQLException {
        given(
                """
                CREATE TABLE t (a varbinary(9), b timestamp(6), c decimal(20, 4) unsigned, d varchar(9) CHARACTER SET latin1, e char(5),
                  f enum ('A', 'b'), g double, h datetime(6), i date, j time(3), k bit(9), l bigint, m year, v text,
                  PRIMARY KEY (a, b, c, d, e, f, g, h, i, j, k, l, m))
                """,
                """
                INSERT INTO t VALUES (x'00ff', '2026-03-29 01:30:00.123456', 1.5, 'é', 'ab', 'A', 0.1, '2026-01-01 00:00:00.000001',
                  '2026-01-01', '-01:02:03.004', 257, -9007199254740993, 2026, %1$s),
                  (x'00ff', '2026-03-29 01:30:00.123456', 1.5, 'é', 'ab', 'A', 0.1, '2026-01-01 00:00:00.000001',
                  '2026-01-01', '-01:02:03.004', 257, -9007199254740992, 2026, %1$s)
                """
                        .formatted(base64()));
        isTheIdentity("t", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m");
    }

    private void isTheIdentity(String table, String... key) throws SQLException {
        List<String> before = dump(table);
        Target target = target(table, "v", DELETE, key);
        List<PlannedRow> rows = stale(target);
        assertThat(rows).hasSizeGreaterThan(1);

        assertThat(mender().apply(PERMIT, target, rows))
                .isEqualTo(new ChunkOutcome(rows.size(), 0, List.of()));
        assertThat(dump(table)).hasSize(before.size() - rows.size());
        assertThat(restore(target, rows)).isEqualTo(new RestoreOutcome(rows.size(), 0, List.of()));
        assertThat(dump(table)).isEqualTo(before);
    }
}
