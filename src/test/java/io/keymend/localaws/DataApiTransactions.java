package io.keymend.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.install.Engine;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.rdsdata.model.BadRequestException;
import software.amazon.awssdk.services.rdsdata.model.DatabaseErrorException;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.StatementTimeoutException;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Transactions and time.
abstract class DataApiTransactions extends DataApiAccess {
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
                .pollDelay(Duration.ofMillis(300))
                .untilAsserted(() ->
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
        String slow =
                server().engine() == Engine.POSTGRESQL
                        ? "SELECT 1 FROM pg_sleep(3)"
                        : "SELECT sleep(3) + 1";
        ExecuteStatementRequest insert =
                request("INSERT INTO t " + slow).continueAfterTimeout(true).build();
        refused(() -> client.executeStatement(insert), StatementTimeoutException.class, 400);
        assertThat(row("SELECT count(*) FROM t")).containsExactly(Field.fromLongValue(0L));
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(row("SELECT count(*) FROM t"))
                                .containsExactly(Field.fromLongValue(1L)));
    }
}
