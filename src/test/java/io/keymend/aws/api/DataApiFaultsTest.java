package io.keymend.aws.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keymend.Settings;
import io.keymend.aws.OpenClients;
import io.keymend.install.DatabaseRef;
import io.keymend.local.LocalStack;
import io.keymend.localaws.Fault;
import io.keymend.localaws.PostgresDatabase;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rdsdata.model.DatabaseResumingException;

import java.sql.SQLException;
import java.time.InstantSource;

/// A database that is waking up, busy or out of reach for a moment.
final class DataApiFaultsTest {
    private static final Fault RESUMING =
            new Fault.Refused(400, "DatabaseResumingException", "The database is resuming");

    private final LocalStack stack;
    private final DataApi database;

    DataApiFaultsTest() throws SQLException {
        stack = LocalStack.sharing(PostgresDatabase.shared(), InstantSource.system());
        DatabaseRef where = Settings.from(stack.environment()).history();
        database = new DataApi(OpenClients.rdsData(stack.clients()).of(where.clusterArn()), where);
    }

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void aDatabaseThatResumesIsWaitedFor() {
        next(RESUMING, RESUMING);

        assertThat(database.query("SELECT 7").getFirst().getFirst().longValue()).isEqualTo(7);
    }

    @Test
    void aTransactionWaitsForItToo() {
        stack.rdsData().faults().next("BeginTransaction", RESUMING);
        stack.rdsData().faults().next("BeginTransaction", RESUMING);

        database.transaction(statements -> statements.run("CREATE SCHEMA s"));
        assertThat(database.query("SELECT 1 FROM pg_namespace WHERE nspname = 's'")).hasSize(1);
    }

    @Test
    void aThrottledOrBrokenCallIsRepeated() {
        next(new Fault.Throttled(), new Fault.CutBefore(), new Fault.Refused(500, "", ""));

        assertThat(database.query("SELECT 7")).hasSize(1);
    }

    @Test
    void aDatabaseThatStaysAwayIsGivenUp() {
        stack.rdsData().faults().always("ExecuteStatement", RESUMING);
        long before = stack.rdsData().count("ExecuteStatement");

        assertThatThrownBy(() -> database.query("SELECT 7"))
                .isInstanceOfSatisfying(
                        DatabaseResumingException.class,
                        e ->
                                assertThat(AwsFailures.describe(e))
                                        .isEqualTo(
                                                "DatabaseResumingException: The database is"
                                                        + " resuming"));
        assertThat(stack.rdsData().count("ExecuteStatement") - before).isEqualTo(6);
    }

    @Test
    void anErrorOfTheStatementIsNotRepeated() {
        long before = stack.rdsData().count("ExecuteStatement");

        assertThatThrownBy(() -> database.query("SELECT nothing FROM nowhere"))
                .isInstanceOf(SdkException.class);
        assertThat(stack.rdsData().count("ExecuteStatement") - before).isEqualTo(1);
    }

    @Test
    void aTransactionThatFailsIsUndone() {
        assertThatThrownBy(() ->
                        database.transaction(statements -> {
                            statements.run("CREATE SCHEMA s");
                            throw new IllegalStateException("changed my mind");
                        }))
                .hasMessage("changed my mind");
        assertThat(database.query("SELECT 1 FROM pg_namespace WHERE nspname = 's'")).isEmpty();
        assertThat(stack.rdsData().count("RollbackTransaction")).isEqualTo(1);
    }

    private void next(Fault... faults) {
        for (Fault fault : faults) {
            stack.rdsData().faults().next("ExecuteStatement", fault);
        }
    }
}
