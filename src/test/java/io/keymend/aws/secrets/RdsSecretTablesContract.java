package io.keymend.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keymend.aead.SecretType;
import io.keymend.aead.StoredSecret;
import io.keymend.doctor.Place;
import io.keymend.doctor.Project;
import io.keymend.doctor.SecretRow;
import io.keymend.doctor.SecretTables;
import io.keymend.doctor.SecretTables.Reading;
import io.keymend.local.SemaphoreLayout;
import io.keymend.localaws.Database;
import io.keymend.localaws.Fault;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// Reading Semaphore's rows on any engine.
abstract class RdsSecretTablesContract extends SemaphoreFixture {
    RdsSecretTablesContract(Database server) {
        super(server);
    }

    @Test
    void everyRowComesWithWhatPeopleKnowItBy() throws SQLException {
        SemaphoreLayout layout = layOut();
        long shop = layout.project("shop");
        long ssh = layout.key("deploy", "ssh", "c2g=", shop);
        long login = layout.key("registry", "login_password", "bHA=", null);
        long variable = layout.key("var.1", "string", "dg==", shop);
        layout.set(variable, "owner", "variable");
        long none = layout.key("nothing", "none", null, shop);
        long odd = layout.key("odd", "SSH", "", shop);
        assertThat(whole())
                .containsExactly(
                        row(ssh, "deploy", SecretType.SSH, "c2g=", new Project("" + shop, "shop")),
                        row(login, "registry", SecretType.LOGIN_PASSWORD, "bHA=", null),
                        new SecretRow(
                                Place.ACCESS_KEY,
                                StoredSecret.of("" + variable, "var.1", SecretType.STRING, "dg=="),
                                Optional.of(new Project("" + shop, "shop")),
                                "variable"),
                        row(none, "nothing", SecretType.NONE, null, new Project("" + shop, "shop")),
                        row(odd, "odd", SecretType.OTHER, "", new Project("" + shop, "shop")));
    }

    private static SecretRow row(
            long id, String name, SecretType type, @Nullable String secret, @Nullable Project of) {
        StoredSecret stored = StoredSecret.of("" + id, name, type, secret);
        return new SecretRow(Place.ACCESS_KEY, stored, Optional.ofNullable(of), "");
    }

    @Test
    void aSecretInAnotherStoreNamesTheStore() throws SQLException {
        SemaphoreLayout layout = layOut();
        long vault = layout.key("a", "string", "x", null);
        layout.set(vault, "source_storage_type", "vault");
        layout.set(vault, "source_storage_key", "path");
        long nameless = layout.key("b", "string", "x", null);
        layout.set(nameless, "source_storage_type", "");
        long older = layout.key("c", "string", "x", null);
        layout.set(older, "source_storage_key", "path");
        layout.key("d", "string", "x", null);
        assertThat(whole())
                .extracting(row -> row.secret().storage())
                .containsExactly("vault", "external", "external", "");
    }

    @Test
    void aRowIsExpiredByTheDatabasesClock() throws SQLException {
        SemaphoreLayout layout = layOut();
        for (int minutes : new int[] {-2, 2}) {
            long key = layout.key("k", "string", "x", null);
            layout.set(key, "expire_at", Instant.now().plus(Duration.ofMinutes(minutes)));
        }
        layout.key("k", "string", "x", null);
        assertThat(whole())
                .extracting(row -> row.secret().expired())
                .containsExactly(true, false, false);
    }

    @Test
    void namesMayHoldAnything() throws SQLException {
        SemaphoreLayout layout = layOut();
        List<String> names =
                List.of(
                        "'); DROP TABLE access_key; --",
                        ":after",
                        "a\"b`c\\d",
                        "line\nline\ttab",
                        "\u30ad\u30fc \ud83d\udd11",
                        "x".repeat(255));
        for (String name : names) {
            layout.key(name, "string", name, layout.project(name));
        }
        List<SecretRow> rows = whole();
        assertThat(rows).extracting(row -> row.secret().name()).containsExactlyElementsOf(names);
        assertThat(rows).extracting(row -> row.secret().secret()).containsExactlyElementsOf(names);
        assertThat(rows)
                .extracting(row -> row.project().orElseThrow().name())
                .containsExactlyElementsOf(names);
    }

    @Test
    void theSealedOptionComesLast() throws SQLException {
        SemaphoreLayout layout = layOut();
        layout.option("other", "in clear");
        layout.key("k", "string", "x", null);
        assertThat(whole()).hasSize(1);
        layout.option("jwt_signing_key", "");
        assertThat(whole()).hasSize(1);
        layout.sql("DELETE FROM " + name("option"));
        layout.option("jwt_signing_key", "c2VhbGVk");
        assertThat(whole().getLast())
                .isEqualTo(
                        new SecretRow(
                                Place.OPTION,
                                StoredSecret.of(
                                        "jwt_signing_key",
                                        "jwt_signing_key",
                                        SecretType.OPTION,
                                        "c2VhbGVk"),
                                Optional.empty(),
                                ""));
    }

    @Test
    void theOldestSchemaWillDo() throws SQLException {
        sql(
                "CREATE TABLE access_key (id int PRIMARY KEY, name varchar(255) NOT NULL, type"
                        + " varchar(255) NOT NULL, secret text)",
                "INSERT INTO access_key VALUES (7, 'k', 'ssh', 'x')",
                "CREATE TABLE %s (%s varchar(255) PRIMARY KEY, %s varchar(255))"
                        .formatted(name("option"), name("key"), name("value")),
                "INSERT INTO " + name("option") + " VALUES ('jwt_signing_key', NULL)");
        grantAll();
        assertThat(whole()).containsExactly(row(7, "k", SecretType.SSH, "x", null));
    }

    /// Version 2.10.15 had the references and no owner yet; this one lacks the projects' names too.
    @Test
    void beforeThereWereOwnersTheReferenceTells() throws SQLException {
        sql(
                "CREATE TABLE access_key (id int PRIMARY KEY, name varchar(255) NOT NULL, type"
                        + " varchar(255) NOT NULL, project_id int, secret text, environment_id int,"
                        + " user_id int, source_storage_id int)",
                "INSERT INTO access_key VALUES (1, 'k', 'ssh', 4, 'x', 2, NULL, NULL)",
                "INSERT INTO access_key VALUES (2, 'k', 'ssh', 4, 'x', NULL, 3, NULL)",
                "INSERT INTO access_key VALUES (3, 'k', 'ssh', NULL, 'x', NULL, NULL, 9)");
        grantAll();
        List<SecretRow> rows = whole();
        assertThat(rows).extracting(SecretRow::owner).containsExactly("environment", "user", "");
        assertThat(rows)
                .extracting(row -> row.secret().storage())
                .containsExactly("", "", "external");
        assertThat(rows.getFirst().project()).contains(new Project("4", ""));
        assertThat(rows.getLast().project()).isEmpty();
    }

    @Test
    void pagesFitWhateverTheSizesOfTheRows() throws SQLException {
        long seed = System.nanoTime() % 1_000_000;
        System.out.println("Rows of random sizes with seed " + seed);
        Random random = new Random(seed);
        SemaphoreLayout layout = layOut();
        List<String> secrets = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            int size = i % 200 < 20 ? 60_000 : random.nextInt(400);
            secrets.add(i + "-" + "x".repeat(size));
        }
        layout.keys(secrets, layout.project("shop"));
        layout.sql("DELETE FROM access_key WHERE id BETWEEN 40 AND 60");
        secrets.subList(39, 60).clear();
        assertThat(whole()).extracting(row -> row.secret().secret()).isEqualTo(secrets);
    }

    @Test
    void aRowThatNoAnswerCarriesIsNamed() throws SQLException {
        SemaphoreLayout layout = layOut();
        if (!postgres()) {
            sql("ALTER TABLE access_key MODIFY secret longtext");
        }
        layout.keys(List.of("a", "b"), null);
        long large = layout.key("k", "string", "x".repeat(70_000), null);
        layout.keys(List.of("d"), null);
        assertThat(read(new ArrayList<>()))
                .isInstanceOfSatisfying(
                        Reading.Unread.class,
                        unread ->
                                assertThat(unread.why())
                                        .startsWith(
                                                "the row of access_key with id "
                                                        + large
                                                        + " could not be read: BadRequest"));
    }

    @Test
    void timeIsAskedForBeforeEachPage() throws SQLException {
        SemaphoreLayout layout = layOut();
        layout.keys(new ArrayList<>(java.util.Collections.nCopies(600, "x")), null);
        AtomicInteger asked = new AtomicInteger();
        List<SecretRow> rows = new ArrayList<>();
        assertThat(tables().read(database(), rows::add, () -> asked.incrementAndGet() > 2))
                .isEqualTo(new Reading.Unread("no time was left"));
        assertThat(rows).hasSize(512);
        asked.set(0);
        assertThat(tables().read(database(), _ -> {}, () -> asked.incrementAndGet() > 3))
                .as("none is left for the option")
                .isInstanceOf(Reading.Unread.class);
        asked.set(0);
        assertThat(tables().read(database(), _ -> {}, () -> asked.incrementAndGet() > 4))
                .isInstanceOf(Reading.Whole.class);
    }

    @Test
    void withoutTheTableNothingIsRead() throws SQLException {
        sql("CREATE TABLE unrelated (id int)");
        grantAll();
        assertThat(read(new ArrayList<>()))
                .isEqualTo(
                        new Reading.Unread("there is no table access_key that this user may read"));
    }

    @Test
    void withoutTheRightNothingIsRead() throws SQLException {
        layOut();
        readOnly("project");
        assertThat(read(new ArrayList<>()))
                .isEqualTo(
                        new Reading.Unread("there is no table access_key that this user may read"));
    }

    @Test
    void aTableOfAnotherApplicationIsNotSemaphores() throws SQLException {
        sql("CREATE TABLE access_key (id int PRIMARY KEY, name varchar(9), secret text)");
        grantAll();
        assertThat(read(new ArrayList<>()))
                .isEqualTo(
                        new Reading.Unread(
                                "the table access_key has no columns id, name, type and secret that"
                                        + " this user may read"));
        sql(
                "DROP TABLE access_key",
                "CREATE TABLE access_key (id varchar(9) PRIMARY KEY, name text, type text, secret"
                        + " text)",
                "INSERT INTO access_key VALUES ('7a', 'k', 'ssh', 'x')");
        grantAll();
        List<SecretRow> rows = new ArrayList<>();
        assertThat(read(rows)).isInstanceOf(Reading.Unread.class);
        assertThat(rows).isEmpty();
    }

    @Test
    void aRefusalIsToldAndLosesNobodysAnswer() throws SQLException {
        layOut();
        stack.rdsData()
                .faults()
                .always("ExecuteStatement", new Fault.Refused(403, "AccessDeniedException", "no"));
        assertThat(read(new ArrayList<>()))
                .isEqualTo(new Reading.Unread("AccessDeniedException: no"));
        assertThat(tables().firstFailure(database())).isEmpty();
        cannotTell("AccessDeniedException: no");
    }

    @Test
    void everyStatementIsASelect() throws SQLException {
        SemaphoreLayout layout = layOut();
        layout.key("k", "string", "x", null);
        whole();
        SecretTables tables = tables();
        tables.dependants(database(), List.of("1"));
        tables.firstFailure(database());
        assertThat(stack.rdsData().asked())
                .hasSizeGreaterThan(8)
                .allSatisfy(asked -> assertThat(asked.sql()).startsWith("SELECT "));
    }

    @Test
    void theFirstFailureIsTheEarliestOne() throws SQLException {
        SemaphoreLayout layout = layOut();
        assertThat(tables().firstFailure(database())).isEmpty();
        long project = layout.project("shop");
        long task = layout.task(project, layout.template(project, "deploy"));
        Instant first = Instant.parse("2026-03-04T05:06:07.125Z");
        String line =
                "Failed to install inventory: cannot decrypt access key, perhaps encryption key was"
                        + " changed";
        layout.output(task, first.minusSeconds(60), "perhaps the key was changed");
        layout.output(task, first.plusSeconds(60), line);
        layout.output(task, first, line);
        assertThat(tables().firstFailure(database())).contains(first);
        sql("DROP TABLE task__output");
        assertThat(tables().firstFailure(database())).isEmpty();
    }

    @Test
    void withoutTheRightNoFailureIsKnown() throws SQLException {
        SemaphoreLayout layout = layOut();
        long project = layout.project("shop");
        long task = layout.task(project, layout.template(project, "deploy"));
        layout.output(task, Instant.EPOCH, "perhaps encryption key was changed");
        readOnly("access_key");
        assertThat(tables().firstFailure(database())).isEmpty();
    }

    @Test
    void ofTwoSchemasTheUsualOneIsMeant() throws SQLException {
        assumeTrue(postgres(), "on MySQL a schema is a database");
        layOut().key("k", "string", "x", null);
        sql(
                "CREATE SCHEMA a",
                "CREATE TABLE a.access_key AS SELECT * FROM access_key WHERE false",
                "GRANT USAGE ON SCHEMA a TO " + stack.reader(),
                "GRANT SELECT ON a.access_key TO " + stack.reader());
        assertThat(whole()).hasSize(1);
        sql(
                "CREATE SCHEMA other",
                "ALTER TABLE access_key SET SCHEMA other",
                "GRANT USAGE ON SCHEMA other TO " + stack.reader());
        assertThat(read(new ArrayList<>()))
                .isEqualTo(new Reading.Unread("there is a table access_key in each of [a, other]"));
    }
}
