package io.keymend.aws.mend;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.aws.api.DataApi;
import io.keymend.install.DatabaseRef;
import io.keymend.local.Story;
import io.keymend.localaws.Database;
import io.keymend.localaws.Fault;
import io.keymend.localaws.Faults;
import io.keymend.mend.Action;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.MendFailed;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.Resealer;
import io.keymend.mend.RestoreOutcome;
import io.keymend.mend.RowMender;
import io.keymend.mend.StoredValue;
import io.keymend.mend.Target;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// A mender that dies before or after any of its calls took effect, on any engine.
abstract class MendCrashContract extends MendFixture {
    private static final List<String> CALLS =
            List.of("BeginTransaction", "ExecuteStatement", "CommitTransaction");
    private static final Fault UNTOUCHED = new Fault.Slow(Duration.ZERO);

    private final RdsDataClient impatient =
            RdsDataClient.builder()
                    .endpointOverride(stack.rdsData().endpoint())
                    .region(Region.of(Story.REGION))
                    .credentialsProvider(stack.callers().provider(Story.KEYMEND_ROLE))
                    .httpClientBuilder(UrlConnectionHttpClient.builder())
                    .overrideConfiguration(
                            config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
                    .build();

    MendCrashContract(Database server) {
        super(server);
    }

    /// Without the client's own patience: what fails once has failed.
    private RowMender dying() {
        DatabaseRef where =
                new DatabaseRef(
                        stack.engine(),
                        Story.PRODUCT_CLUSTER,
                        stack.productDatabase(),
                        Story.MENDER_SECRET);
        return new RdsDataMender(
                new DataApi(impatient, where), stack.engine(), RdsDataMender.LARGEST_REQUEST);
    }

    @Test
    void aPurgeThatDiesAnywhereIsFinishedByTheNextRun() throws SQLException {
        Target target = tenRows(DELETE);
        List<PlannedRow> rows = stale(target);
        everyDeath(rows, () -> done(dying().apply(PERMIT, target, rows)), target);
    }

    @Test
    void aResetThatDiesAnywhereIsFinishedByTheNextRun() throws SQLException {
        Target target = tenRows(TO_NULL);
        List<PlannedRow> rows = stale(target);
        everyDeath(rows, () -> done(dying().apply(PERMIT, target, rows)), target);
    }

    @Test
    void aResealThatDiesAnywhereIsFinishedByTheNextRun() throws SQLException {
        Target target = tenRows(RESEAL);
        List<PlannedRow> rows = stale(target);
        everyDeath(rows, () -> done(dying().reseal(PERMIT, target, rows, new Reversing())), target);
    }

    @Test
    void aRestoreThatDiesAnywhereIsFinishedByTheNextRun() throws SQLException {
        for (Action action : List.of(DELETE, TO_NULL)) {
            sql("DROP TABLE IF EXISTS t");
            Target target = tenRows(action);
            List<PlannedRow> rows = stale(target);
            List<String> whole = dump("t");
            forget(target);
            Map<String, Long> calls =
                    calls(() -> {
                        mender().apply(PERMIT, target, rows);
                        return restore(target, rows).restored();
                    });
            assertThat(dump("t")).isEqualTo(whole);
            for (DeathSample death : DeathSample.of(CALLS, calls)) {
                forget(target);
                mender().apply(PERMIT, target, rows);
                die(death.call(), death.nth(), death.last(), () -> restored(rows, target));
                nothingIsLost(whole, target);
                RestoreOutcome outcome = restore(target, rows);
                assertThat(outcome.restored() + outcome.already()).isEqualTo(8);
                assertThat(outcome.conflicts()).isEmpty();
                assertThat(dump("t")).isEqualTo(whole);
            }
        }
    }

    private int restored(List<PlannedRow> rows, Target target) {
        return dying().restore(PERMIT, target.column(), rows.stream().map(PlannedRow::key).toList())
                .restored();
    }

    /// Ten rows, eight of them stale.
    private Target tenRows(Action action) throws SQLException {
        StringBuilder rows = new StringBuilder();
        for (int id = 1; id <= 10; id++) {
            rows.append(id == 1 ? "" : ", ")
                    .append("(%d, %s, 'n%d')".formatted(id, id > 8 ? "'fine'" : base64(), id));
        }
        String[] table = {
            "CREATE TABLE t (id int PRIMARY KEY, v text, note text)", "INSERT INTO t VALUES " + rows
        };
        if (given) {
            sql(table);
            grantAgain();
        } else {
            given(table);
            given = true;
        }
        return target("t", "v", action, "id");
    }

    private boolean given;

    private void grantAgain() throws SQLException {
        grantAll();
        if (postgres()) {
            sql("GRANT SELECT, INSERT, UPDATE, DELETE ON t TO " + stack.mender());
        }
    }

    private void everyDeath(List<PlannedRow> rows, Supplier<Integer> mend, Target target)
            throws SQLException {
        List<String> whole = dump("t");
        Map<String, Long> calls = calls(mend);
        long left = untouched();
        for (DeathSample death : DeathSample.of(CALLS, calls)) {
            restore(target, rows);
            assertThat(dump("t")).isEqualTo(whole);
            forget(target);
            die(death.call(), death.nth(), death.last(), mend);
            nothingIsLost(whole, target);
            assertThat(mend.get()).as(death.toString()).isEqualTo(8);
            assertThat(untouched()).isEqualTo(left);
            nothingIsLost(whole, target);
        }
    }

    /// Rows that have the value they had.
    private long untouched() throws SQLException {
        return asked("SELECT count(*) FROM t WHERE v LIKE 'AQ%' OR v = 'fine'");
    }

    private static int done(ChunkOutcome outcome) {
        assertThat(outcome.skipped()).isEmpty();
        return outcome.changed() + outcome.earlier();
    }

    private Map<String, Long> calls(Supplier<Integer> work) {
        Map<String, Long> before = new TreeMap<>();
        CALLS.forEach(call -> before.put(call, stack.rdsData().count(call)));
        assertThat(work.get()).isEqualTo(8);
        Map<String, Long> calls = new TreeMap<>();
        CALLS.forEach(call ->
                calls.put(call, stack.rdsData().count(call) - before.getOrDefault(call, 0L)));
        return calls;
    }

    /// Lets the nth call of a kind be the last one that reaches the service, before or after it
    /// took effect.
    private void die(String call, int nth, Fault last, Supplier<Integer> work) {
        Faults faults = stack.rdsData().faults();
        for (int i = 1; i < nth; i++) {
            faults.next(call, UNTOUCHED);
        }
        faults.next(call, last);
        for (int i = 0; i < 500; i++) {
            faults.next(call, new Fault.CutBefore());
        }
        faults.always("RollbackTransaction", new Fault.CutBefore());
        try {
            assertThat(work.get()).isBetween(0, 8);
        } catch (MendFailed _) {
            // It is dead.
        } finally {
            faults.clear();
        }
        stack.rdsData().endTransactions();
    }

    /// The journal forgets a plan, as if it had never been.
    private void forget(Target target) throws SQLException {
        sql(
                "DELETE FROM keymend.journal WHERE mend IN (SELECT id FROM keymend.mend WHERE plan"
                        + " = '"
                        + PLAN
                        + "')",
                "DELETE FROM keymend.mend WHERE plan = '" + PLAN + "'");
        assertThat(mender().mended(PLAN)).as(target.toString()).isEmpty();
    }

    /// Table and journal together hold every row there was: what is not in the table as it was can
    /// be restored, and then everything is.
    private void nothingIsLost(List<String> whole, Target target) throws SQLException {
        List<String> now = dump("t");
        long intact = now.stream().filter(whole::contains).filter(row -> row.contains("|")).count();
        long journaled =
                mender().mended(PLAN).stream()
                        .mapToLong(mended -> mended.journaled() - mended.restored())
                        .sum();
        assertThat(intact + journaled).as(target.toString()).isEqualTo(10);
    }

    /// Stands for KMS: the same text in reverse.
    private static final class Reversing implements Resealer {
        @Override
        public Answer reseal(Action.Resealing keys, StoredValue value) {
            assertThat(keys).isEqualTo(RESEAL);
            return switch (value) {
                case StoredValue.Text(var text) ->
                        new Answer.Resealed(
                                new StoredValue.Text(new StringBuilder(text).reverse().toString()));
                case StoredValue.Bytes _ -> new Answer.Left("bytes");
            };
        }
    }
}
