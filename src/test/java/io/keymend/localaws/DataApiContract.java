package io.keymend.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.rdsdata.model.AccessDeniedException;
import software.amazon.awssdk.services.rdsdata.model.BadRequestException;
import software.amazon.awssdk.services.rdsdata.model.DatabaseErrorException;
import software.amazon.awssdk.services.rdsdata.model.DatabaseResumingException;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.HttpEndpointNotEnabledException;
import software.amazon.awssdk.services.rdsdata.model.InvalidSecretException;
import software.amazon.awssdk.services.rdsdata.model.RdsDataException;
import software.amazon.awssdk.services.rdsdata.model.SecretsErrorException;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;
import software.amazon.awssdk.services.rdsdata.model.StatementTimeoutException;
import software.amazon.awssdk.services.rdsdata.model.TransactionNotFoundException;

/// What the Data API promises on either engine, asked for by the real client over a real socket.
abstract class DataApiContract {
    static final String CLUSTER = "arn:aws:rds:eu-west-1:111122223333:cluster:spacelift";
    static final String SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:spacelift-reader-AbCdEf";
    static final String ROLE = "arn:aws:iam::111122223333:role/keymend-function";
    private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(2);
    private static final AtomicInteger MADE = new AtomicInteger();

    final Callers callers = new Callers();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
    private String database = "";
    private String user = "";
    RdsDataStandIn service;
    RdsDataClient client;

    DataApiContract() {
        RdsDataStandIn.Limits limits = new RdsDataStandIn.Limits(Duration.ofMinutes(3), STATEMENT_LIMIT);
        service = new RdsDataStandIn(callers, arn -> Optional.ofNullable(secrets.get(arn)), now::get, limits);
        client = client(service.endpoint());
    }

    abstract Database server();

    /// The statements that let a user work in a database.
    abstract String[] grants(String user, String database);

    /// A statement that sleeps for some seconds.
    abstract String sleep(int seconds);

    @BeforeEach
    void prepareDatabase() throws SQLException {
        database = "contract_" + MADE.incrementAndGet();
        user = database + "_user";
        server().createDatabase(database);
        server().createUser(user, "right", database, grants(user, database));
        secrets.put(SECRET, "{\"username\":\"%s\",\"password\":\"right\",\"engine\":\"any\"}".formatted(user));
        service.register(CLUSTER, server());
        service.grants().allow(ROLE, Grants.ANY, CLUSTER);
        service.grants().allow(ROLE, "secretsmanager:GetSecretValue", SECRET);
    }

    @AfterEach
    void closeService() {
        client.close();
        service.close();
    }

    @Test
    void aStatementWithoutATransactionIsCommitted() {
        sql("CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20))");
        assertThat(sql("INSERT INTO t VALUES (:id, :name)", number("id", 1), text("name", "a")).numberOfRecordsUpdated())
                .isEqualTo(1);
        ExecuteStatementResponse updated = sql("UPDATE t SET name = :name", text("name", "b"));
        assertThat(updated.numberOfRecordsUpdated()).isEqualTo(1);
        assertThat(updated.hasRecords()).isFalse();
        ExecuteStatementResponse read = sql("SELECT id, name FROM t");
        assertThat(read.records()).containsExactly(List.of(Field.fromLongValue(1L), Field.fromStringValue("b")));
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
                .containsExactly(Field.fromIsNull(true), Field.fromIsNull(true), Field.fromStringValue(""));
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
        sql("CREATE TABLE t (b " + (server().engine() == Engine.POSTGRES ? "BYTEA" : "BLOB") + ")");
        sql("INSERT INTO t VALUES (:b)", parameter("b", blob));
        assertThat(row("SELECT b FROM t WHERE b = :b", parameter("b", blob))).containsExactly(blob);
    }

    @Test
    void decimalsAreTextUnlessAskedForAsNumbers() {
        String sql = "SELECT CAST(:d AS DECIMAL(20,4)), CAST(7 AS DECIMAL(5,0))";
        SqlParameter d = hinted("d", "12345.6789", "DECIMAL");
        assertThat(row(sql, d)).containsExactly(Field.fromStringValue("12345.6789"), Field.fromStringValue("7"));
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
                request("SELECT a, b FROM t").resultSetOptions(options -> options.longReturnType("STRING")).build();
        assertThat(client.executeStatement(text).records().getFirst())
                .containsExactly(Field.fromLongValue(1L), Field.fromStringValue("9223372036854775807"));
    }

    @Test
    void colonsInLiteralsAndCommentsAreNoParameters() {
        assertThat(row("SELECT ':a', 'it''s :b' /* :c */ -- :d\n, :e", text("e", ":f")))
                .containsExactly(
                        Field.fromStringValue(":a"), Field.fromStringValue("it's :b"), Field.fromStringValue(":f"));
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
                () -> sql("SELECT :a", parameter("a", Field.fromArrayValue(array -> array.longValues(1L)))),
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
        refused(() -> sql("SELECT :a", text("a", "x".repeat(4 << 20))), BadRequestException.class, 400)
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
                        "[{\"id\":1,\"n\":\"a\\\"b\",\"price\":\"1.50\"},{\"id\":2,\"n\":null,\"price\":null}]");
        assertThat(answer.hasRecords()).isFalse();
        assertThat(answer.hasColumnMetadata()).isFalse();
    }

    @Test
    void metadataComesWhenAskedFor() {
        sql("CREATE TABLE t (id INT NOT NULL, price DECIMAL(6,2))");
        ExecuteStatementResponse answer =
                client.executeStatement(
                        request("SELECT id AS n, price FROM t").includeResultMetadata(true).build());
        assertThat(answer.columnMetadata()).extracting(column -> column.label()).containsExactly("n", "price");
        assertThat(answer.columnMetadata()).extracting(column -> column.tableName()).containsOnly("t");
        assertThat(answer.columnMetadata().get(0).nullable()).isZero();
        assertThat(answer.columnMetadata().get(1).precision()).isEqualTo(6);
        assertThat(answer.columnMetadata().get(1).scale()).isEqualTo(2);
        assertThat(answer.records()).isEmpty();
    }

    @Test
    void moreThanAMebibyteIsNotReturned() {
        sql("CREATE TABLE t (a TEXT)");
        sql("INSERT INTO t VALUES (:a)", text("a", "x".repeat(64 << 10)));
        for (int i = 0; i < 4; i++) {
            sql("INSERT INTO t SELECT a FROM t");
        }
        assertThat(sql("SELECT a FROM t LIMIT 16").records()).hasSize(16);
        sql("INSERT INTO t VALUES ('x')");
        refused(() -> sql("SELECT a FROM t"), BadRequestException.class, 400)
                .hasMessageContaining("Database returned more than the allowed response size limit");
    }

    @Test
    void aRowOverSixtyFourKibibytesIsNotReturned() {
        assertThat(row("SELECT repeat('x', 65536)")).hasSize(1);
        refused(() -> sql("SELECT repeat('x', 65536), 'y'"), BadRequestException.class, 400)
                .hasMessageContaining("Packet for query is too large (65,537 > 65,536)");
    }

    @Test
    void aTransactionIsSeenOnlyOnceCommitted() {
        sql("CREATE TABLE t (id INT)");
        String id = begin();
        sqlIn(id, "INSERT INTO t VALUES (1)");
        assertThat(row("SELECT count(*) FROM t")).containsExactly(Field.fromLongValue(0L));
        assertThat(firstIn(id, "SELECT count(*) FROM t")).isEqualTo(Field.fromLongValue(1L));
        assertThat(commit(id)).isEqualTo("Transaction Committed");
        assertThat(row("SELECT count(*) FROM t")).containsExactly(Field.fromLongValue(1L));
        notFound(() -> commit(id));
        notFound(() -> sqlIn(id, "SELECT 1"));
    }

    @Test
    void aRolledBackTransactionLeavesNothing() {
        sql("CREATE TABLE t (id INT)");
        String id = begin();
        sqlIn(id, "INSERT INTO t VALUES (1)");
        assertThat(rollback(id)).isEqualTo("Rollback Complete");
        assertThat(row("SELECT count(*) FROM t")).containsExactly(Field.fromLongValue(0L));
        notFound(() -> rollback(id));
    }

    @Test
    void anErrorEndsItsTransaction() {
        sql("CREATE TABLE t (id INT)");
        String id = begin();
        sqlIn(id, "INSERT INTO t VALUES (1)");
        refused(() -> sqlIn(id, "SELECT nothing FROM t"), DatabaseErrorException.class, 400);
        notFound(() -> sqlIn(id, "SELECT 1"));
        notFound(() -> commit(id));
        assertThat(row("SELECT count(*) FROM t")).containsExactly(Field.fromLongValue(0L));
    }

    @Test
    void anIdleTransactionIsRolledBackAfterThreeMinutes() {
        sql("CREATE TABLE t (id INT)");
        String id = begin();
        sqlIn(id, "INSERT INTO t VALUES (1)");
        pass(Duration.ofMinutes(3));
        sqlIn(id, "INSERT INTO t VALUES (2)");
        pass(Duration.ofMinutes(3).plusMillis(1));
        notFound(() -> sqlIn(id, "SELECT 1"));
        assertThat(row("SELECT count(*) FROM t")).containsExactly(Field.fromLongValue(0L));
    }

    @Test
    void aTransactionTakesOneStatementAtATime() {
        String id = begin();
        CompletableFuture<ExecuteStatementResponse> first =
                CompletableFuture.supplyAsync(() -> sqlIn(id, sleep(1)));
        Awaitility.await()
                .untilAsserted(
                        () ->
                                refused(() -> sqlIn(id, "SELECT 1"), DatabaseErrorException.class, 400)
                                        .hasMessageContaining("Transaction is still running a query"));
        assertThat(first.join().records()).hasSize(1);
        assertThat(firstIn(id, "SELECT 1")).isEqualTo(Field.fromLongValue(1L));
    }

    @Test
    void aTransactionKeepsItsDatabase() {
        String id = begin();
        ExecuteStatementRequest elsewhere =
                request("SELECT 1").database("elsewhere").transactionId(id).build();
        refused(() -> client.executeStatement(elsewhere), BadRequestException.class, 400)
                .hasMessageContaining("Database name is not the same");
        assertThat(firstIn(id, "SELECT 1")).isEqualTo(Field.fromLongValue(1L));
    }

    @Test
    void aSlowStatementIsCancelledWithItsTransaction() {
        String id = begin();
        refused(() -> sqlIn(id, sleep(30)), StatementTimeoutException.class, 400);
        notFound(() -> sqlIn(id, "SELECT 1"));
        refused(() -> sql(sleep(30)), StatementTimeoutException.class, 400);
    }

    @Test
    void aSlowStatementCanGoOnAfterItsTimeout() {
        sql("CREATE TABLE t (id INT)");
        String slow = server().engine() == Engine.POSTGRES ? "SELECT 1 FROM pg_sleep(3)" : "SELECT sleep(3) + 1";
        ExecuteStatementRequest insert =
                request("INSERT INTO t " + slow).continueAfterTimeout(true).build();
        refused(() -> client.executeStatement(insert), StatementTimeoutException.class, 400);
        assertThat(row("SELECT count(*) FROM t")).containsExactly(Field.fromLongValue(0L));
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(row("SELECT count(*) FROM t")).containsExactly(Field.fromLongValue(1L)));
    }

    @Test
    void aBatchRunsOncePerParameterSet() {
        sql("CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(9))");
        var answer =
                client.batchExecuteStatement(
                        batch ->
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
        boolean postgres = server().engine() == Engine.POSTGRES;
        String show = postgres ? "SHOW statement_timeout" : "SELECT @@session.max_statement_time";
        List<Field> before = row(show);
        sql(postgres ? "SET statement_timeout = 77" : "SET max_statement_time = 77");
        assertThat(row(show)).isEqualTo(before);
    }

    @Test
    void aCallerWithoutPermissionIsRefused() {
        service.grants().revoke(ROLE, Grants.ANY, CLUSTER);
        refused(() -> sql("SELECT 1"), AccessDeniedException.class, 403)
                .hasMessageContaining(
                        "User: " + ROLE + " is not authorized to perform: rds-data:ExecuteStatement on resource: "
                                + CLUSTER + " because no identity-based policy allows the rds-data:ExecuteStatement action");
        service.grants().allow(ROLE, "rds-data:ExecuteStatement", CLUSTER);
        assertThat(row("SELECT 1")).hasSize(1);
        refused(this::begin, AccessDeniedException.class, 403).hasMessageContaining("rds-data:BeginTransaction");
    }

    @Test
    void aCallerWhoMayNotReadTheSecretIsRefused() {
        service.grants().revoke(ROLE, "secretsmanager:GetSecretValue", SECRET);
        refused(() -> sql("SELECT 1"), AccessDeniedException.class, 403)
                .hasMessageContaining("secretsmanager:GetSecretValue on resource: " + SECRET);
    }

    @Test
    void aWrongPasswordDoesNotLogIn() {
        assertThat(row("SELECT 1")).hasSize(1);
        secrets.put(SECRET, "{\"username\":\"%s\",\"password\":\"wrong\"}".formatted(user));
        String said =
                server().engine() == Engine.POSTGRES
                        ? "password authentication failed for user \"" + user + "\"; SQLState: 28P01"
                        : "Database error code: 1045. Message: Access denied for user '" + user + "'";
        refused(() -> sql("SELECT 1"), DatabaseErrorException.class, 400).hasMessageContaining(said);
    }

    @Test
    void aSecretWithoutALoginIsRefused() {
        for (String secret : List.of("{\"username\":\"a\"}", "{\"password\":\"a\"}", "plain", "[]", "")) {
            secrets.put(SECRET, secret);
            refused(() -> sql("SELECT 1"), InvalidSecretException.class, 400);
        }
        secrets.remove(SECRET);
        refused(() -> sql("SELECT 1"), SecretsErrorException.class, 400);
    }

    @Test
    void aClusterWithoutTheDataApiIsRefused() {
        service.register(CLUSTER, server(), false);
        refused(() -> sql("SELECT 1"), HttpEndpointNotEnabledException.class, 400)
                .hasMessageContaining("HttpEndpoint is not enabled for resource " + CLUSTER);
        service.register(CLUSTER, server());
        service.grants().allow(ROLE, Grants.ANY, CLUSTER + "-other");
        ExecuteStatementRequest other = request("SELECT 1").resourceArn(CLUSTER + "-other").build();
        refused(() -> client.executeStatement(other), HttpEndpointNotEnabledException.class, 400);
    }

    @Test
    void aFaultIsAnsweredOnce() {
        service.faults()
                .next("ExecuteStatement", new Fault.Refused(400, "DatabaseResumingException", "The database is resuming"));
        refused(() -> sql("SELECT 1"), DatabaseResumingException.class, 400);
        assertThat(row("SELECT 1")).hasSize(1);
        assertThat(service.count("ExecuteStatement")).isEqualTo(2);
    }

    RdsDataClient client(URI endpoint) {
        return RdsDataClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .credentialsProvider(callers.provider(ROLE))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    ExecuteStatementRequest.Builder request(String sql, SqlParameter... parameters) {
        return ExecuteStatementRequest.builder()
                .resourceArn(CLUSTER)
                .secretArn(SECRET)
                .database(database)
                .sql(sql)
                .parameters(parameters);
    }

    ExecuteStatementResponse sql(String sql, SqlParameter... parameters) {
        return client.executeStatement(request(sql, parameters).build());
    }

    List<Field> row(String sql, SqlParameter... parameters) {
        return sql(sql, parameters).records().getFirst();
    }

    String begin() {
        return client.beginTransaction(begin -> begin.resourceArn(CLUSTER).secretArn(SECRET).database(database))
                .transactionId();
    }

    ExecuteStatementResponse sqlIn(String transaction, String sql) {
        return client.executeStatement(request(sql).transactionId(transaction).build());
    }

    Field firstIn(String transaction, String sql) {
        return sqlIn(transaction, sql).records().getFirst().getFirst();
    }

    String rollback(String transaction) {
        return client.rollbackTransaction(end -> end.resourceArn(CLUSTER).secretArn(SECRET).transactionId(transaction))
                .transactionStatus();
    }

    static SqlParameter parameter(String name, Field value) {
        return SqlParameter.builder().name(name).value(value).build();
    }

    static SqlParameter text(String name, String value) {
        return parameter(name, Field.fromStringValue(value));
    }

    static SqlParameter hinted(String name, String value, String hint) {
        return text(name, value).toBuilder().typeHint(hint).build();
    }

    static SqlParameter number(String name, long value) {
        return parameter(name, Field.fromLongValue(value));
    }

    static <T extends RdsDataException> org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(
            ThrowingCallable call, Class<T> type, int status) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(type, e -> assertThat(e.statusCode()).isEqualTo(status));
    }

    private String commit(String transaction) {
        return client.commitTransaction(end -> end.resourceArn(CLUSTER).secretArn(SECRET).transactionId(transaction))
                .transactionStatus();
    }

    private static void notFound(ThrowingCallable call) {
        refused(call, TransactionNotFoundException.class, 404).hasMessageContaining("is not found");
    }

    private static void invalid(ThrowingCallable call, String text) {
        refused(call, RdsDataException.class, 400)
                .hasMessageContaining(text)
                .satisfies(
                        e ->
                                assertThat(((RdsDataException) e).awsErrorDetails().errorCode())
                                        .isEqualTo("ValidationException"));
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
