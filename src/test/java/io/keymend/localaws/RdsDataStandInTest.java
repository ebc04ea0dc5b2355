package io.keymend.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.rdsdata.model.DatabaseErrorException;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.UnsupportedResultException;

import java.util.List;

/// The contract on PostgreSQL, and what is PostgreSQL's own.
class RdsDataStandInTest extends DataApiContract {
    private static final String UUID = "0b9e3a52-8d0e-4b7a-9c55-2e1f7b90d4a1";

    @Override
    Database server() {
        return PostgresDatabase.shared();
    }

    @Override
    String[] grants(String user, String database) {
        return new String[] {"GRANT ALL ON SCHEMA public TO \"" + user + "\""};
    }

    @Override
    String sleep(int seconds) {
        return "SELECT pg_sleep(" + seconds + ")::text";
    }

    @Test
    void everyCommonTypeFillsItsField() {
        sql("CREATE TYPE mood AS ENUM ('sad', 'happy')");
        assertThat(
                        row(
                                """
                                SELECT 1::smallint, 2::int, 3::bigint, 1.50::numeric(9,2),
                                       0.1::real, 0.25::float8, true, 'a'::text, 'b'::varchar,
                                       'c'::char(2), 'happy'::mood, '%s'::uuid, '{"a": 1}'::json,
                                       '{"a":1}'::jsonb, '2026-01-02'::date, '03:04:05.5'::time,
                                       '2026-01-02 03:04:05.123456'::timestamp,
                                       '2026-01-02 03:04:05+02'::timestamptz, '1 day'::interval,
                                       '10.0.0.1'::inet, '\\x00ff'::bytea, current_database() = 'x'
                                """
                                        .formatted(UUID)))
                .containsExactly(
                        Field.fromLongValue(1L),
                        Field.fromLongValue(2L),
                        Field.fromLongValue(3L),
                        Field.fromStringValue("1.50"),
                        Field.fromDoubleValue(0.1),
                        Field.fromDoubleValue(0.25),
                        Field.fromBooleanValue(true),
                        Field.fromStringValue("a"),
                        Field.fromStringValue("b"),
                        Field.fromStringValue("c "),
                        Field.fromStringValue("happy"),
                        Field.fromStringValue(UUID),
                        Field.fromStringValue("{\"a\": 1}"),
                        Field.fromStringValue("{\"a\": 1}"),
                        Field.fromStringValue("2026-01-02"),
                        Field.fromStringValue("03:04:05.5"),
                        Field.fromStringValue("2026-01-02 03:04:05.123456"),
                        Field.fromStringValue("2026-01-02 01:04:05"),
                        Field.fromStringValue("1 day"),
                        Field.fromStringValue("10.0.0.1"),
                        Field.fromBlobValue(SdkBytes.fromByteArray(new byte[] {0, -1})),
                        Field.fromBooleanValue(false));
    }

    @Test
    void arraysComeByTheTypeOfTheirElements() {
        assertThat(
                        row(
                                """
                                SELECT ARRAY[1,2], ARRAY[true,false], ARRAY[0.5::float8],
                                       ARRAY['a,"b\\','NULL',NULL,''],
                                       '{}'::text[], ARRAY[1.50],
                                       ARRAY[timestamptz '2026-01-02 03:04:05+00'], NULL::int[]
                                """))
                .containsExactly(
                        Field.fromArrayValue(array -> array.longValues(1L, 2L)),
                        Field.fromArrayValue(array -> array.booleanValues(true, false)),
                        Field.fromArrayValue(array -> array.doubleValues(0.5)),
                        Field.fromArrayValue(
                                array -> array.stringValues("a,\"b\\", "NULL", null, "")),
                        Field.fromArrayValue(array -> array.stringValues(List.of())),
                        Field.fromArrayValue(array -> array.stringValues("1.50")),
                        Field.fromArrayValue(array -> array.stringValues("2026-01-02 03:04:05")),
                        Field.fromIsNull(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'1'::money",
                "point(1,2)",
                "int4range(1,2)",
                "'pg_class'::regclass",
                "'int4'::regtype",
                "ARRAY[[1],[2]]",
                "to_tsvector('a')",
                "row(1,2)"
            })
    void typesTheServiceDoesNotReturnAreRefused(String expression) {
        refused(() -> sql("SELECT " + expression), UnsupportedResultException.class, 400)
                .hasMessageContaining("The result contains the unsupported data type");
        assertThat(row("SELECT (" + expression + ")::text")).hasSize(1);
    }

    @Test
    void aUuidNeedsItsHint() {
        sql("CREATE TABLE t (id uuid)");
        refused(
                        () -> sql("INSERT INTO t VALUES (:id)", text("id", UUID)),
                        DatabaseErrorException.class,
                        400)
                .hasMessageContaining(
                        "ERROR: column \"id\" is of type uuid but expression is of type character"
                                + " varying")
                .hasMessageContaining("; SQLState: 42804");
        sql("INSERT INTO t VALUES (:id)", hinted("id", UUID, "UUID"));
        refused(
                        () -> sql("SELECT id FROM t WHERE id = :id", text("id", UUID)),
                        DatabaseErrorException.class,
                        400)
                .hasMessageContaining("operator does not exist: uuid = character varying");
        assertThat(row("SELECT id FROM t WHERE id = :id", hinted("id", UUID, "UUID"))).hasSize(1);
        assertThat(row("SELECT id FROM t WHERE id = :id::uuid", text("id", UUID))).hasSize(1);
        assertThat(row("SELECT id FROM t WHERE id = CAST(:id AS uuid)", text("id", UUID)))
                .hasSize(1);
    }

    @Test
    void hintsGiveTextItsType() {
        sql("CREATE TABLE t (j jsonb, d date, s timestamp, z timestamptz, c time, n numeric)");
        sql(
                "INSERT INTO t VALUES (:j, :d, :s, :s, :c, :n)",
                hinted("j", "{\"a\":1}", "JSON"),
                hinted("d", "2026-01-02", "DATE"),
                hinted("s", "2026-01-02 03:04:05.678", "TIMESTAMP"),
                hinted("c", "03:04:05", "TIME"),
                hinted("n", "1.5000", "DECIMAL"));
        assertThat(row("SELECT * FROM t"))
                .extracting(Field::stringValue)
                .containsExactly(
                        "{\"a\": 1}",
                        "2026-01-02",
                        "2026-01-02 03:04:05.678",
                        "2026-01-02 03:04:05.678",
                        "03:04:05",
                        "1.5000");
        refused(
                        () -> sql("SELECT :a", hinted("a", "no uuid", "UUID")),
                        DatabaseErrorException.class,
                        400)
                .hasMessageContaining("SQLState: 22P02");
    }

    @Test
    void dollarQuotesAndCastsPass() {
        assertThat(
                        row(
                                "SELECT $$:a;$$ || $t$ $$:b$t$, :c::int + 1, '{\"k\":1}'::jsonb ?"
                                        + " 'k'",
                                text("c", "41")))
                .containsExactly(
                        Field.fromStringValue(":a; $$:b"),
                        Field.fromLongValue(42L),
                        Field.fromBooleanValue(true));
        sql("DO $$ BEGIN PERFORM 1; PERFORM ':x'; END $$");
    }

    @Test
    void anErrorTellsItsSqlState() {
        refused(() -> sql("SELECT * FROM missing"), DatabaseErrorException.class, 400)
                .hasMessageContaining(
                        "ERROR: relation \"missing\" does not exist; Position: 15; SQLState:"
                                + " 42P01");
        sql("CREATE TABLE p (id int PRIMARY KEY)");
        sql("INSERT INTO p VALUES (1)");
        refused(() -> sql("INSERT INTO p VALUES (1)"), DatabaseErrorException.class, 400)
                .hasMessageContaining(
                        "ERROR: duplicate key value violates unique constraint \"p_pkey\";"
                                + " SQLState: 23505");
    }

    @Test
    void theDatabaseIsNamedAfterTheUserWhereNoneIsGiven() {
        refused(
                        () -> client.executeStatement(request("SELECT 1").database(null).build()),
                        DatabaseErrorException.class,
                        400)
                .hasMessageContaining("ERROR: database \"")
                .hasMessageContaining("_user\" does not exist; SQLState: 3D000");
    }

    @Test
    void numbersThatAreNoneTravelBothWays() {
        for (double d : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -0.0, 1e300}) {
            Field field = Field.fromDoubleValue(d);
            assertThat(row("SELECT :d::float8", parameter("d", field))).containsExactly(field);
        }
    }

    @Test
    void tablesMadeInATransactionGoWithIt() {
        String id = begin();
        sqlIn(id, "CREATE TABLE made (id int)");
        rollback(id);
        refused(() -> sql("SELECT * FROM made"), DatabaseErrorException.class, 400);
    }

    @Test
    void returningGivesRecords() {
        sql("CREATE TABLE t (id serial, a text)");
        assertThat(row("INSERT INTO t (a) VALUES ('x') RETURNING id, a"))
                .containsExactly(Field.fromLongValue(1L), Field.fromStringValue("x"));
    }

    @Test
    void aMissingPrivilegeIsTheDatabasesToTell() {
        refused(() -> sql("SELECT rolpassword FROM pg_authid"), DatabaseErrorException.class, 400)
                .hasMessageContaining(
                        "ERROR: permission denied for table pg_authid; SQLState: 42501");
    }
}
