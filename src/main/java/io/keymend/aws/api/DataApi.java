package io.keymend.aws.api;

import io.keymend.install.DatabaseRef;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// SQL on one database through the RDS Data API
/// (docs.aws.amazon.com/rdsdataservice/latest/APIReference).
public final class DataApi {
    private final RdsDataClient client;
    private final DatabaseRef database;

    public DataApi(RdsDataClient client, DatabaseRef database) {
        this.client = client;
        this.database = database;
    }

    /// The rows a statement answers.
    public List<List<Field>> query(String sql, SqlParameter... parameters) {
        return execute(null, sql, parameters).records();
    }

    /// How many rows a statement changed.
    public long update(String sql, SqlParameter... parameters) {
        return execute(null, sql, parameters).numberOfRecordsUpdated();
    }

    /// Statements that take effect together or not at all.
    public void transaction(Consumer<Statements> work) {
        open(id -> work.accept((sql, parameters) -> execute(id, sql, parameters)));
    }

    private void open(Consumer<String> work) {
        String id =
                client.beginTransaction(request ->
                                request.resourceArn(database.clusterArn())
                                        .secretArn(database.secretArn())
                                        .database(database.name()))
                        .transactionId();
        boolean done = false;
        try {
            work.accept(id);
            client.commitTransaction(request ->
                    request.resourceArn(database.clusterArn())
                            .secretArn(database.secretArn())
                            .transactionId(id));
            done = true;
        } finally {
            if (!done) {
                rollback(id);
            }
        }
    }

    /// The same, with answers. A transaction that fails is rolled back.
    public <T> T inTransaction(Function<Transaction, T> work) {
        List<T> answer = new ArrayList<>();
        open(id -> answer.add(work.apply(new Transaction(id))));
        return answer.getFirst();
    }

    /// One open transaction.
    public final class Transaction {
        private final String id;

        private Transaction(String id) {
            this.id = id;
        }

        /// The rows a statement answers.
        public List<List<Field>> query(String sql, SqlParameter... parameters) {
            return execute(id, sql, parameters).records();
        }

        /// How many rows a statement changed.
        public long update(String sql, SqlParameter... parameters) {
            return execute(id, sql, parameters).numberOfRecordsUpdated();
        }
    }

    /// Runs one statement of a transaction.
    @FunctionalInterface
    public interface Statements {
        void run(String sql, SqlParameter... parameters);
    }

    private void rollback(String id) {
        try {
            client.rollbackTransaction(request ->
                    request.resourceArn(database.clusterArn())
                            .secretArn(database.secretArn())
                            .transactionId(id));
        } catch (SdkException _) {
            // The failure that led here is the one to report; an open transaction expires by
            // itself.
        }
    }

    private ExecuteStatementResponse execute(
            @org.jspecify.annotations.Nullable String transaction,
            String sql,
            SqlParameter... parameters) {
        return client.executeStatement(request -> {
            request.resourceArn(database.clusterArn())
                    .secretArn(database.secretArn())
                    .database(database.name())
                    .sql(sql)
                    .parameters(parameters);
            if (transaction != null) {
                request.transactionId(transaction);
            }
        });
    }

    public static SqlParameter text(String name, String value) {
        return SqlParameter.builder().name(name).value(Field.fromStringValue(value)).build();
    }

    public static SqlParameter number(String name, long value) {
        return SqlParameter.builder().name(name).value(Field.fromLongValue(value)).build();
    }

    public static SqlParameter instant(String name, java.util.Optional<java.time.Instant> value) {
        return value.map(at ->
                        SqlParameter.builder()
                                .name(name)
                                .value(Field.fromStringValue(Timestamps.write(at)))
                                .typeHint("TIMESTAMP")
                                .build())
                .orElseGet(() ->
                        SqlParameter.builder()
                                .name(name)
                                .value(Field.fromIsNull(true))
                                .typeHint("TIMESTAMP")
                                .build());
    }
}
