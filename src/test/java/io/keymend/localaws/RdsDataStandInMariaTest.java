package io.keymend.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.rdsdata.model.DatabaseErrorException;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.UnsupportedResultException;

/// The contract on MariaDB, and what is MySQL's own.
class RdsDataStandInMariaTest extends DataApiContract {
    @BeforeAll
    static void requireBinaries() {
        assumeTrue(
                MariaDatabase.available(),
                "no MariaDB binaries for this platform on the class path");
    }

    @Override
    Database server() {
        return MariaDatabase.shared();
    }

    @Override
    String[] grants(String user, String database) {
        return new String[] {"GRANT ALL ON `" + database + "`.* TO '" + user + "'@'%'"};
    }

    @Override
    String sleep(int seconds) {
        return "SELECT sleep(" + seconds + ")";
    }

    @Test
    void everyCommonTypeFillsItsField() {
        sql(
                """
                CREATE TABLE t (a TINYINT(1), b TINYINT, c SMALLINT, d MEDIUMINT, e INT UNSIGNED,
                    f BIGINT, g BIGINT UNSIGNED, h FLOAT, i DOUBLE, j DECIMAL(9,2), k CHAR(3),
                    l VARCHAR(9), m LONGTEXT, n ENUM('x','y'), o JSON, p DATE, q TIME, r DATETIME,
                    s TIMESTAMP NULL, t BINARY(2), u VARBINARY(9), v MEDIUMBLOB, w BIT(1), x YEAR)
                """);
        sql(
                """
                INSERT INTO t VALUES (1, 2, 3, 4, 4294967295, 6, 18446744073709551615, 0.1,
                    0.25, 1.50,
                    'a', 'b', 'c', 'y', '{"a": 1}', '2026-01-02', '03:04:05', '2026-01-02 03:04:05',
                    '2026-01-02 03:04:05', x'00ff', x'00ff', x'00ff', b'1', 2026)
                """);
        Field bytes = Field.fromBlobValue(SdkBytes.fromByteArray(new byte[] {0, -1}));
        assertThat(row("SELECT * FROM t"))
                .containsExactly(
                        Field.fromBooleanValue(true),
                        Field.fromLongValue(2L),
                        Field.fromLongValue(3L),
                        Field.fromLongValue(4L),
                        Field.fromLongValue(4294967295L),
                        Field.fromLongValue(6L),
                        Field.fromStringValue("18446744073709551615"),
                        Field.fromDoubleValue(0.1),
                        Field.fromDoubleValue(0.25),
                        Field.fromStringValue("1.50"),
                        Field.fromStringValue("a"),
                        Field.fromStringValue("b"),
                        Field.fromStringValue("c"),
                        Field.fromStringValue("y"),
                        Field.fromStringValue("{\"a\": 1}"),
                        Field.fromStringValue("2026-01-02"),
                        Field.fromStringValue("03:04:05"),
                        Field.fromStringValue("2026-01-02 03:04:05"),
                        Field.fromStringValue("2026-01-02 03:04:05"),
                        bytes,
                        bytes,
                        bytes,
                        Field.fromBooleanValue(true),
                        Field.fromLongValue(2026L));
    }

    @Test
    void geometryIsRefused() {
        refused(() -> sql("SELECT POINT(1,2)"), UnsupportedResultException.class, 400)
                .hasMessageContaining("The result contains the unsupported data type POINT.");
    }

    @Test
    void generatedKeysAreTold() {
        sql("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, a VARCHAR(9))");
        sql("INSERT INTO t (a) VALUES ('x')");
        assertThat(sql("INSERT INTO t (a) VALUES ('y')").generatedFields())
                .containsExactly(Field.fromLongValue(2L));
    }

    @Test
    void backticksHashesAndBackslashesPass() {
        assertThat(
                        row(
                                "SELECT 'a\\':b', \"c\\\":d\", `:e` # :f\n"
                                        + " FROM (SELECT :g AS `:e`) t",
                                text("g", "h")))
                .containsExactly(
                        Field.fromStringValue("a':b"),
                        Field.fromStringValue("c\":d"),
                        Field.fromStringValue("h"));
    }

    @Test
    void aParameterIsNeverPartOfTheStatement() {
        String nasty = "' OR '1'='1\\";
        assertThat(row("SELECT :a", text("a", nasty)))
                .containsExactly(Field.fromStringValue(nasty));
    }

    @Test
    void anErrorTellsItsCode() {
        refused(() -> sql("SELECT * FROM missing"), DatabaseErrorException.class, 400)
                .hasMessageContaining("Database error code: 1146. Message: Table '")
                .hasMessageContaining(".missing' doesn't exist");
    }

    @Test
    void ddlCommitsItsTransaction() {
        sql("CREATE TABLE t (id INT)");
        String id = begin();
        sqlIn(id, "INSERT INTO t VALUES (1)");
        sqlIn(id, "CREATE TABLE u (id INT)");
        rollback(id);
        assertThat(row("SELECT count(*) FROM t")).containsExactly(Field.fromLongValue(1L));
    }

    @Test
    void hintsAreText() {
        sql("CREATE TABLE t (d DATE, s DATETIME, n DECIMAL(9,2))");
        sql(
                "INSERT INTO t VALUES (:d, :s, :n)",
                hinted("d", "2026-01-02", "DATE"),
                hinted("s", "2026-01-02 03:04:05", "TIMESTAMP"),
                hinted("n", "1.5", "DECIMAL"));
        assertThat(row("SELECT * FROM t"))
                .extracting(Field::stringValue)
                .containsExactly("2026-01-02", "2026-01-02 03:04:05", "1.50");
    }
}
