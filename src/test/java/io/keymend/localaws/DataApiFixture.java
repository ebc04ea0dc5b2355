package io.keymend.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.RdsDataException;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;
import software.amazon.awssdk.services.rdsdata.model.TransactionNotFoundException;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// A client, a service and a database of its own for each test of the Data API.
abstract class DataApiFixture {
    static final String CLUSTER = "arn:aws:rds:eu-west-1:111122223333:cluster:spacelift";
    static final String SECRET =
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:spacelift-reader-AbCdEf";
    static final String ROLE = "arn:aws:iam::111122223333:role/keymend-function";
    private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(2);
    private static final AtomicInteger MADE = new AtomicInteger();

    final Callers callers = new Callers();
    final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
    String database = "";
    String user = "";
    RdsDataStandIn service;
    RdsDataClient client;

    DataApiFixture() {
        RdsDataStandIn.Limits limits =
                new RdsDataStandIn.Limits(Duration.ofMinutes(3), STATEMENT_LIMIT);
        service =
                new RdsDataStandIn(
                        callers, arn -> Optional.ofNullable(secrets.get(arn)), now::get, limits);
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
        secrets.put(
                SECRET,
                "{\"username\":\"%s\",\"password\":\"right\",\"engine\":\"any\"}".formatted(user));
        service.register(CLUSTER, server());
        service.grants().allow(ROLE, Grants.ANY, CLUSTER);
        service.grants().allow(ROLE, "secretsmanager:GetSecretValue", SECRET);
    }

    @AfterEach
    void closeService() {
        client.close();
        service.close();
    }

    RdsDataClient client(URI endpoint) {
        return RdsDataClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .credentialsProvider(callers.provider(ROLE))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(
                        config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
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
        return client.beginTransaction(
                        begin -> begin.resourceArn(CLUSTER).secretArn(SECRET).database(database))
                .transactionId();
    }

    ExecuteStatementResponse sqlIn(String transaction, String sql) {
        return client.executeStatement(request(sql).transactionId(transaction).build());
    }

    Field firstIn(String transaction, String sql) {
        return sqlIn(transaction, sql).records().getFirst().getFirst();
    }

    String rollback(String transaction) {
        return client.rollbackTransaction(end ->
                        end.resourceArn(CLUSTER).secretArn(SECRET).transactionId(transaction))
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

    String commit(String transaction) {
        return client.commitTransaction(end ->
                        end.resourceArn(CLUSTER).secretArn(SECRET).transactionId(transaction))
                .transactionStatus();
    }

    static void notFound(ThrowingCallable call) {
        refused(call, TransactionNotFoundException.class, 404).hasMessageContaining("is not found");
    }

    static void invalid(ThrowingCallable call, String text) {
        refused(call, RdsDataException.class, 400)
                .hasMessageContaining(text)
                .satisfies(e ->
                        assertThat(((RdsDataException) e).awsErrorDetails().errorCode())
                                .isEqualTo("ValidationException"));
    }

    void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
