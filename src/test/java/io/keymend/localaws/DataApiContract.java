package io.keymend.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.install.Engine;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.rdsdata.model.BadRequestException;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

import java.util.List;

/// What the Data API promises on either engine, asked for by the real client over a real socket.
abstract class DataApiContract extends DataApiTransactions {
    @Test
    void aStatementWithoutATransactionIsCommitted() {
        sql("CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20))");
        assertThat(
                        sql("INSERT INTO t VALUES (:id, :name)", number("id", 1), text("name", "a"))
                                .numberOfRecordsUpdated())
                .isEqualTo(1);
        ExecuteStatementResponse updated = sql("UPDATE t SET name = :name", text("name", "b"));
        assertThat(updated.numberOfRecordsUpdated()).isEqualTo(1);
        assertThat(updated.hasRecords()).isFalse();
        ExecuteStatementResponse read = sql("SELECT id, name FROM t");
        assertThat(read.records())
                .containsExactly(List.of(Field.fromLongValue(1L), Field.fromStringValue("b")));
        assertThat(read.numberOfRecordsUpdated()).isZero();
        assertThat(read.hasColumnMetadata()).isFalse();
    }

    @Test
    void nullAndTheEmptyStringStayApart() {
        sql("CREATE TABLE t (id INT, a VARCHAR(9), b VARCHAR(9))");
        sql(
                "INSERT INTO t VALUES (:id, :a, :b)",
                parameter("id", Field.fromIsNull(true)),
                parameter("a", Field.fromIsNull(true)),
                text("b", ""));
        assertThat(row("SELECT id, a, b FROM t"))
                .containsExactly(
                        Field.fromIsNull(true), Field.fromIsNull(true), Field.fromStringValue(""));
        assertThat(row("SELECT count(*) FROM t WHERE a IS NULL AND b = :b", text("b", "")))
                .containsExactly(Field.fromLongValue(1L));
    }

    @Test
    void bytesComeBackAsTheyWere() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        Field blob = Field.fromBlobValue(SdkBytes.fromByteArray(bytes));
        sql(
                "CREATE TABLE t (b "
                        + (server().engine() == Engine.POSTGRESQL ? "BYTEA" : "BLOB")
                        + ")");
        sql("INSERT INTO t VALUES (:b)", parameter("b", blob));
        assertThat(row("SELECT b FROM t WHERE b = :b", parameter("b", blob))).containsExactly(blob);
    }

    @Test
    void decimalsAreTextUnlessAskedForAsNumbers() {
        String sql = "SELECT CAST(:d AS DECIMAL(20,4)), CAST(7 AS DECIMAL(5,0))";
        SqlParameter d = hinted("d", "12345.6789", "DECIMAL");
        assertThat(row(sql, d))
                .containsExactly(Field.fromStringValue("12345.6789"), Field.fromStringValue("7"));
        ExecuteStatementRequest numbers =
                request(sql, d)
                        .resultSetOptions(options -> options.decimalReturnType("DOUBLE_OR_LONG"))
                        .build();
        assertThat(client.executeStatement(numbers).records().getFirst())
                .containsExactly(Field.fromDoubleValue(12345.6789), Field.fromLongValue(7L));
    }

    @Test
    void bigIntegersAreTextWhenAskedFor() {
        sql("CREATE TABLE t (a INT, b BIGINT)");
        sql("INSERT INTO t VALUES (1, 9223372036854775807)");
        assertThat(row("SELECT a, b FROM t"))
                .containsExactly(Field.fromLongValue(1L), Field.fromLongValue(Long.MAX_VALUE));
        ExecuteStatementRequest text =
                request("SELECT a, b FROM t")
                        .resultSetOptions(options -> options.longReturnType("STRING"))
                        .build();
        assertThat(client.executeStatement(text).records().getFirst())
                .containsExactly(
                        Field.fromLongValue(1L), Field.fromStringValue("9223372036854775807"));
    }

    @Test
    void colonsInLiteralsAndCommentsAreNoParameters() {
        assertThat(row("SELECT ':a', 'it''s :b' /* :c */ -- :d\n, :e", text("e", ":f")))
                .containsExactly(
                        Field.fromStringValue(":a"),
                        Field.fromStringValue("it's :b"),
                        Field.fromStringValue(":f"));
    }

    @Test
    void aParameterNotGivenIsNamed() {
        refused(() -> sql("SELECT :a, :b", text("a", "x")), BadRequestException.class, 400)
                .hasMessageContaining("Cannot find parameter: b");
    }

    @Test
    void aParameterNotUsedIsIgnored() {
        assertThat(row("SELECT 1", text("a", "x"))).hasSize(1);
    }

    @Test
    void whatTheServiceDoesNotTakeIsRefused() {
        invalid(() -> sql("SELECT 1; SELECT 2"), "Multistatements aren't supported.");
        invalid(
                () ->
                        sql(
                                "SELECT :a",
                                parameter(
                                        "a", Field.fromArrayValue(array -> array.longValues(1L)))),
                "Array parameters are not supported.");
        invalid(
                () -> client.executeStatement(request("SELECT 1").schema("public").build()),
                "The schema parameter isn't supported");
        invalid(() -> sql("SELECT :a, :a", text("a", "x"), text("a", "y")), "more than once");
        invalid(() -> sql("SELECT :a", hinted("a", "02.01.2026", "DATE")), "DATE");
        invalid(() -> sql("SELECT '" + "x".repeat(65_536) + "'"), "65536");
    }

    @Test
    void aRequestOverFourMebibytesIsRefused() {
        refused(
                        () -> sql("SELECT :a", text("a", "x".repeat(4 << 20))),
                        BadRequestException.class,
                        400)
                .hasMessageContaining("4 MiB");
    }

    @Test
    void recordsComeAsJsonWhenAskedFor() {
        sql("CREATE TABLE t (id INT, name VARCHAR(20), price DECIMAL(6,2))");
        sql("INSERT INTO t VALUES (1, 'a\"b', 1.50), (2, NULL, NULL)");
        ExecuteStatementResponse answer =
                client.executeStatement(
                        request("SELECT id, name AS n, price FROM t ORDER BY id")
                                .formatRecordsAs("JSON")
                                .includeResultMetadata(true)
                                .build());
        assertThat(answer.formattedRecords())
                .isEqualTo(
                        "[{\"id\":1,\"n\":\"a\\\"b\",\"price\":\"1.50\"},"
                                + "{\"id\":2,\"n\":null,\"price\":null}]");
        assertThat(answer.hasRecords()).isFalse();
        assertThat(answer.hasColumnMetadata()).isFalse();
    }

    @Test
    void metadataComesWhenAskedFor() {
        sql("CREATE TABLE t (id INT NOT NULL, price DECIMAL(6,2))");
        ExecuteStatementResponse answer =
                client.executeStatement(
                        request("SELECT id AS n, price FROM t")
                                .includeResultMetadata(true)
                                .build());
        assertThat(answer.columnMetadata())
                .extracting(column -> column.label())
                .containsExactly("n", "price");
        assertThat(answer.columnMetadata())
                .extracting(column -> column.tableName())
                .containsOnly("t");
        assertThat(answer.columnMetadata().get(0).nullable()).isZero();
        assertThat(answer.columnMetadata().get(1).precision()).isEqualTo(6);
        assertThat(answer.columnMetadata().get(1).scale()).isEqualTo(2);
        assertThat(answer.records()).isEmpty();
    }

    @Test
    void moreThanAMebibyteIsNotReturned() {
        sql("CREATE TABLE t (a TEXT)");
        sql("INSERT INTO t VALUES (:a)", text("a", "x".repeat(32 << 10)));
        for (int i = 0; i < 5; i++) {
            sql("INSERT INTO t SELECT a FROM t");
        }
        assertThat(sql("SELECT a FROM t LIMIT 32").records()).hasSize(32);
        sql("INSERT INTO t VALUES ('x')");
        refused(() -> sql("SELECT a FROM t"), BadRequestException.class, 400)
                .hasMessageContaining(
                        "Database returned more than the allowed response size limit");
    }

    @Test
    void aRowOverSixtyFourKibibytesIsNotReturned() {
        assertThat(row("SELECT repeat('x', 65536)")).hasSize(1);
        refused(() -> sql("SELECT repeat('x', 65536), 'y'"), BadRequestException.class, 400)
                .hasMessageContaining("Packet for query is too large (65,537 > 65,536)");
    }

    @Test
    void aBatchRunsOncePerParameterSet() {
        sql("CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(9))");
        var answer =
                client.batchExecuteStatement(batch ->
                        batch.resourceArn(CLUSTER)
                                .secretArn(SECRET)
                                .database(database)
                                .sql("INSERT INTO t VALUES (:id, :name)")
                                .parameterSets(
                                        List.of(
                                                List.of(number("id", 1), text("name", "a")),
                                                List.of(number("id", 2), text("name", "b")))));
        assertThat(answer.updateResults()).hasSize(2);
        assertThat(row("SELECT count(*) FROM t")).containsExactly(Field.fromLongValue(2L));
    }

    @Test
    void aSessionSettingDoesNotReachTheNextCall() {
        boolean postgres = server().engine() == Engine.POSTGRESQL;
        String show = postgres ? "SHOW statement_timeout" : "SELECT @@session.max_statement_time";
        List<Field> before = row(show);
        sql(postgres ? "SET statement_timeout = 77" : "SET max_statement_time = 77");
        assertThat(row(show)).isEqualTo(before);
    }
}
