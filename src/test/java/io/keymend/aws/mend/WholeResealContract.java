package io.keymend.aws.mend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.keymend.aead.KeyCandidate;
import io.keymend.aead.Origin;
import io.keymend.aws.api.DataApi;
import io.keymend.doctor.Place;
import io.keymend.doctor.SecretResealer;
import io.keymend.install.DatabaseRef;
import io.keymend.local.SemaphoreLayout;
import io.keymend.local.Story;
import io.keymend.localaws.Database;
import io.keymend.localaws.Fault;
import io.keymend.localaws.Faults;
import io.keymend.mend.Action;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.ChunkOutcome.Reason;
import io.keymend.mend.MendFailed;
import io.keymend.mend.Mended;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.Resealer;
import io.keymend.mend.RestoreOutcome;
import io.keymend.mend.RowMender;
import io.keymend.mend.Selection;
import io.keymend.mend.StoredValue;
import io.keymend.mend.Target;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Semaphore's rows from one key to another, all of them or none, on any engine.
abstract class WholeResealContract extends MendFixture {
    private static final List<String> CALLS =
            List.of("BeginTransaction", "ExecuteStatement", "CommitTransaction");
    private static final String OLD = SemaphoreLayout.newKey();
    private static final String NEW = SemaphoreLayout.newKey();

    /// So few characters for each request that thirty rows take several.
    private static final int SMALL = 4_000;

    private final KeyCandidate from = candidate("old", OLD);
    private final KeyCandidate to = candidate("new", NEW);
    private final SecretResealer resealer = new SecretResealer(Place.ACCESS_KEY, from, to);
    private final Target target = target("access_key", "secret", resealer.action(), "id");
    private final RdsDataClient impatient =
            RdsDataClient.builder()
                    .endpointOverride(stack.rdsData().endpoint())
                    .region(Region.of(Story.REGION))
                    .credentialsProvider(stack.callers().provider(Story.KEYMEND_ROLE))
                    .httpClientBuilder(UrlConnectionHttpClient.builder())
                    .overrideConfiguration(
                            config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
                    .build();

    WholeResealContract(Database server) {
        super(server);
    }

    private static KeyCandidate candidate(String name, String key) {
        return KeyCandidate.of(name, Origin.KEPT, key.getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void clear() {
        from.close();
        to.close();
        impatient.close();
    }

    /// Rows under the old key, every third with the key's id.
    private SemaphoreLayout layOut(int rows) throws SQLException {
        SemaphoreLayout layout = SemaphoreLayout.create(stack);
        layout.keys(IntStream.range(0, rows).mapToObj(WholeResealContract::stored).toList(), null);
        stack.allowMending();
        mender().createJournal();
        return layout;
    }

    private static String stored(int row) {
        return row % 3 == 0
                ? SemaphoreLayout.sealWithId(OLD, plaintext(row))
                : SemaphoreLayout.seal(OLD, plaintext(row));
    }

    /// Up to some KB, and not only ASCII.
    private static String plaintext(int row) {
        return "secret \u20ac " + row + " ".repeat(row % 1000 == 7 ? 4_000 : row % 50);
    }

    private List<PlannedRow> planned() {
        return all(target, new Selection.NotNull());
    }

    private static void requireOpen(String key, Map<Long, String> secrets) {
        secrets.forEach((id, secret) -> {
            int row = Math.toIntExact(id) - 1;
            assertThat(SemaphoreLayout.open(key, secret)).isEqualTo(plaintext(row));
            assertThat(secret.startsWith(SemaphoreLayout.keyId(key) + ":")).isEqualTo(row % 3 == 0);
        });
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        CALLS.forEach(call -> counts.put(call, stack.rdsData().count(call)));
        return counts;
    }

    private Map<String, Long> since(Map<String, Long> before) {
        Map<String, Long> counts = counts();
        counts.replaceAll((call, count) -> count - before.getOrDefault(call, 0L));
        return counts;
    }

    @Test
    void tenThousandKeysMoveInOneTransactionAndBack() throws SQLException {
        int rows = 10_000;
        SemaphoreLayout layout = layOut(rows);
        Map<Long, String> before = layout.secrets();
        List<PlannedRow> planned = planned();
        Map<String, Long> counts = counts();
        long start = System.nanoTime();
        ChunkOutcome outcome = mender().resealWhole(PERMIT, target, planned, resealer);
        System.out.printf(
                "%,d keys under another key in %,d ms with %s%n",
                rows, Duration.ofNanos(System.nanoTime() - start).toMillis(), since(counts));
        assertThat(outcome).isEqualTo(new ChunkOutcome(rows, 0, List.of()));
        assertThat(since(counts)).containsEntry("BeginTransaction", 1L);
        assertThat(since(counts)).containsEntry("CommitTransaction", 1L);
        requireOpen(NEW, layout.secrets());
        assertThat(mender().mended(PLAN))
                .containsExactly(new Mended(target.column(), Mended.Kind.RESEALED, rows, 0));
        assertThat(restoreAll(planned)).isEqualTo(rows);
        assertThat(layout.secrets()).isEqualTo(before);
    }

    private int restoreAll(List<PlannedRow> rows) {
        int restored = 0;
        for (int at = 0; at < rows.size(); at += RowMender.MOST_ROWS) {
            RestoreOutcome outcome =
                    restore(target, rows.subList(at, Math.min(rows.size(), at + 2_000)));
            assertThat(outcome.conflicts()).isEmpty();
            restored += outcome.restored();
        }
        return restored;
    }

    @Test
    void whereverItDiesAllRowsAreAsTheyWereOrAllAreChanged() throws SQLException {
        int rows = 30;
        SemaphoreLayout layout = layOut(rows);
        Map<Long, String> before = layout.secrets();
        List<PlannedRow> planned = planned();
        Map<String, Long> counts = counts();
        assertThat(whole(dying(), planned).changed()).isEqualTo(rows);
        Map<String, Long> calls = since(counts);
        assertThat(calls).containsEntry("BeginTransaction", 1L);
        int done = 0;
        for (DeathSample death : DeathSample.of(CALLS, calls)) {
            startOver(planned, layout, before);
            die(death.call(), death.nth(), death.last(), planned);
            long moved = moved(before, layout.secrets());
            assertThat(moved).as(death.toString()).isIn(0L, (long) rows);
            assertThat(journaled()).isEqualTo(moved);
            ChunkOutcome again = whole(dying(), planned);
            assertThat(again.changed() + again.earlier()).isEqualTo(rows);
            assertThat(again.earlier()).isEqualTo((int) moved);
            requireOpen(NEW, layout.secrets());
            done += moved > 0 ? 1 : 0;
        }
        assertThat(done).as("deaths that came too late").isBetween(1, postgres() ? 1 : 3);
    }

    private static long moved(Map<Long, String> before, Map<Long, String> now) {
        return before.keySet().stream()
                .filter(id -> !before.getOrDefault(id, "").equals(now.get(id)))
                .count();
    }

    private long journaled() {
        return mender().mended(PLAN).stream().mapToLong(Mended::journaled).sum();
    }

    private void startOver(
            List<PlannedRow> planned, SemaphoreLayout layout, Map<Long, String> before)
            throws SQLException {
        restore(target, planned);
        assertThat(layout.secrets()).isEqualTo(before);
        sql("DELETE FROM keymend.journal", "DELETE FROM keymend.mend");
    }

    /// Without the client's own patience: what fails once has failed.
    private RowMender dying() {
        DatabaseRef where =
                new DatabaseRef(
                        stack.engine(),
                        Story.PRODUCT_CLUSTER,
                        stack.productDatabase(),
                        Story.MENDER_SECRET);
        return new RdsDataMender(new DataApi(impatient, where), stack.engine(), SMALL);
    }

    private ChunkOutcome whole(RowMender mender, List<PlannedRow> rows) {
        return mender.resealWhole(PERMIT, target, rows, resealer);
    }

    /// Lets the nth call of a kind be the last one that reaches the service.
    private void die(String call, int nth, Fault last, List<PlannedRow> rows) {
        Faults faults = stack.rdsData().faults();
        for (int i = 1; i < nth; i++) {
            faults.next(call, new Fault.Slow(Duration.ZERO));
        }
        faults.next(call, last);
        faults.always("RollbackTransaction", new Fault.CutBefore());
        for (int i = 0; i < 500; i++) {
            faults.next(call, new Fault.CutBefore());
        }
        try {
            whole(dying(), rows);
        } catch (MendFailed _) {
            // It is dead. Only what comes behind the last change may fail unnoticed.
        } finally {
            faults.clear();
        }
        stack.rdsData().endTransactions();
    }

    @Test
    void aLostAnswerToTheCommitIsMadeUpForByTheJournal() throws SQLException {
        SemaphoreLayout layout = layOut(30);
        List<PlannedRow> planned = planned();
        stack.rdsData().faults().next("CommitTransaction", new Fault.CutAfter());
        assertThat(whole(dying(), planned)).isEqualTo(new ChunkOutcome(0, 30, List.of()));
        requireOpen(NEW, layout.secrets());
    }

    @Test
    void anEditBetweenReadingAndWritingWins() throws SQLException {
        SemaphoreLayout layout = layOut(30);
        List<PlannedRow> planned = planned();
        String edited = SemaphoreLayout.seal(NEW, "by hand");
        Resealer slow =
                new Beside(() -> {
                    layout.set(5, "secret", edited);
                    layout.sql("DELETE FROM access_key WHERE id = 6");
                    layout.set(7, "secret", null);
                });
        ChunkOutcome outcome = mender(SMALL).resealWhole(PERMIT, target, planned, slow);
        assertThat(outcome.changed()).isEqualTo(27);
        assertThat(outcome.skipped())
                .extracting(ChunkOutcome.Skipped::key, ChunkOutcome.Skipped::reason)
                .containsExactly(
                        tuple(key("5"), Reason.MOVED),
                        tuple(key("6"), Reason.GONE),
                        tuple(key("7"), Reason.MOVED));
        Map<Long, String> now = layout.secrets();
        assertThat(now).containsEntry(5L, edited).containsEntry(7L, "null").hasSize(29);
        now.keySet().removeAll(List.of(5L, 7L));
        requireOpen(NEW, now);
        assertThat(journaled()).isEqualTo(27);
    }

    @Test
    void aRowThatIsAsPlannedAgainKeepsAllAsTheyWere() throws SQLException {
        SemaphoreLayout layout = layOut(30);
        Map<Long, String> before = layout.secrets();
        List<PlannedRow> planned = planned();
        layout.set(30, "secret", "something else");
        Resealer slow = new Beside(() -> layout.set(30, "secret", before.get(30L)));
        assertThatThrownBy(() -> mender(SMALL).resealWhole(PERMIT, target, planned, slow))
                .isInstanceOf(MendFailed.Refused.class)
                .hasMessage("30: it is as planned, and was not when its value was read");
        assertThat(layout.secrets()).isEqualTo(before);
        assertThat(journaled()).isZero();
        assertThat(whole(mender(), planned).changed()).isEqualTo(30);
    }

    private interface Meanwhile {
        void run() throws SQLException;
    }

    /// Re-seals, after something happened once.
    private final class Beside implements Resealer {
        private Meanwhile meanwhile;

        Beside(Meanwhile meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        public Answer reseal(Action.Resealing keys, StoredValue value) {
            try {
                meanwhile.run();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            meanwhile = () -> {};
            return resealer.reseal(keys, value);
        }
    }

    @Test
    void oneRowThatTheDatabaseRefusesKeepsAllAsTheyWere() throws SQLException {
        SemaphoreLayout layout = layOut(30);
        Map<Long, String> before = layout.secrets();
        layout.sql(
                "ALTER TABLE access_key ADD CONSTRAINT held CHECK (name <> 'key 29' OR secret = '"
                        + before.get(29L)
                        + "')");
        List<PlannedRow> planned = planned();
        assertThatThrownBy(() -> whole(mender(SMALL), planned))
                .isInstanceOf(MendFailed.Refused.class)
                .hasMessageContaining("constraint")
                .hasMessageNotContaining(String.valueOf(before.get(29L)));
        assertThat(layout.secrets()).isEqualTo(before);
        assertThat(journaled()).isZero();
    }

    @Test
    void oneRowThatTheKeyDoesNotOpenKeepsAllAsTheyWere() throws SQLException {
        SemaphoreLayout layout = layOut(30);
        layout.set(12, "secret", SemaphoreLayout.seal(SemaphoreLayout.newKey(), "other"));
        layout.set(13, "secret", "not base64");
        Map<Long, String> before = layout.secrets();
        List<PlannedRow> planned = planned();
        assertThatThrownBy(() -> whole(mender(), planned))
                .isInstanceOf(MendFailed.Refused.class)
                .hasMessage("12: its key does not open it; 13: it is not base64");
        assertThat(layout.secrets()).isEqualTo(before);
        assertThat(journaled()).isZero();
    }

    @Test
    void oneValueThatNoAnswerCarriesKeepsAllAsTheyWere() throws SQLException {
        SemaphoreLayout layout = layOut(30);
        if (!postgres()) {
            layout.sql("ALTER TABLE access_key MODIFY secret longtext");
        }
        layout.set(12, "secret", SemaphoreLayout.seal(OLD, "x".repeat(50_000)));
        Map<Long, String> before = layout.secrets();
        List<PlannedRow> planned = planned();
        assertThatThrownBy(() -> whole(mender(), planned))
                .isInstanceOf(MendFailed.Refused.class)
                .hasMessage("12: its value does not fit an answer of the Data API");
        assertThat(layout.secrets()).isEqualTo(before);
    }

    @Test
    void manyRowsThatDoNotOpenAreNotAllTold() throws SQLException {
        SemaphoreLayout layout = SemaphoreLayout.create(stack);
        layout.keys(IntStream.range(0, 30).mapToObj(_ -> "AAAA").toList(), null);
        stack.allowMending();
        mender().createJournal();
        List<PlannedRow> planned = planned();
        assertThatThrownBy(() -> whole(mender(), planned))
                .isInstanceOf(MendFailed.Refused.class)
                .hasMessageEndingWith("20: its key does not open it; and 10 more");
    }

    @Test
    void whatTheNewKeySealsAlreadyIsPassedOver() throws SQLException {
        SemaphoreLayout layout = layOut(30);
        String own = SemaphoreLayout.seal(NEW, plaintext(11));
        layout.set(12, "secret", own);
        ChunkOutcome outcome = whole(mender(), planned());
        assertThat(outcome.changed()).isEqualTo(29);
        assertThat(outcome.skipped())
                .extracting(ChunkOutcome.Skipped::reason)
                .containsExactly(Reason.READABLE);
        assertThat(layout.secrets()).containsEntry(12L, own);
    }

    @Test
    void ofTwoMendersAtOnceOneDoesIt() throws Exception {
        SemaphoreLayout layout = layOut(200);
        List<PlannedRow> planned = planned();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ChunkOutcome> one = threads.submit(() -> whole(mender(SMALL), planned));
            Future<ChunkOutcome> other = threads.submit(() -> mirrored(planned));
            assertThat(List.of(one.get(), other.get()))
                    .containsExactlyInAnyOrder(
                            new ChunkOutcome(200, 0, List.of()),
                            new ChunkOutcome(0, 200, List.of()));
        }
        requireOpen(NEW, layout.secrets());
        assertThat(journaled()).isEqualTo(200);
    }

    /// The same with keys of its own, which are not for two threads.
    private ChunkOutcome mirrored(List<PlannedRow> rows) {
        try (KeyCandidate ownFrom = candidate("old", OLD);
                KeyCandidate ownTo = candidate("new", NEW)) {
            Resealer own = new SecretResealer(Place.ACCESS_KEY, ownFrom, ownTo);
            return mender(SMALL).resealWhole(PERMIT, target, rows, own);
        }
    }

    @Test
    void aResealerThatStopsKeepsAllAsTheyWere() throws SQLException {
        SemaphoreLayout layout = layOut(30);
        Map<Long, String> before = layout.secrets();
        List<PlannedRow> planned = planned();
        Target other = target("access_key", "secret", new Action.SealAgain("a", "b"), "id");
        assertThatThrownBy(() -> mender().resealWhole(PERMIT, other, planned, resealer))
                .isInstanceOf(MendFailed.Stopped.class)
                .hasMessage("the plan names other keys");
        assertThat(layout.secrets()).isEqualTo(before);
    }

    @Test
    void oncePutBackARowIsNotTakenAgain() throws SQLException {
        SemaphoreLayout layout = layOut(30);
        Map<Long, String> before = layout.secrets();
        List<PlannedRow> planned = planned();
        whole(mender(), planned);
        restoreAll(planned);
        assertThat(whole(mender(), planned).skipped())
                .hasSize(30)
                .allMatch(row -> row.reason() == Reason.RESTORED);
        assertThat(layout.secrets()).isEqualTo(before);
    }

    @Test
    void whatIsNoWholeIsRefused() throws SQLException {
        layOut(3);
        List<PlannedRow> planned = planned();
        assertThat(whole(mender(), List.of())).isEqualTo(new ChunkOutcome(0, 0, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mender().resealWhole(PERMIT, deleting(), planned, resealer))
                .withMessage("rows of this target are not to be re-sealed");
        List<PlannedRow> twice = List.of(planned.getFirst(), planned.getFirst());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> whole(mender(), twice))
                .withMessage("a row is there twice");
        List<PlannedRow> many = new ArrayList<>();
        for (int id = 0; id <= RowMender.MOST_AT_ONCE; id++) {
            many.add(new PlannedRow(key("" + id), planned.getFirst().digest()));
        }
        assertThatThrownBy(() -> whole(mender(), many))
                .isInstanceOf(MendFailed.Refused.class)
                .hasMessage(
                        "20,001 rows are too many for one transaction, which changes 20,000 at"
                                + " most");
    }

    private Target deleting() {
        return target("access_key", "secret", DELETE, "id");
    }

    @Test
    void theSealedOptionMovesTheSameWay() throws SQLException {
        SemaphoreLayout layout = layOut(0);
        layout.option("jwt_signing_key", SemaphoreLayout.seal(OLD, "pem"));
        layout.option("other", "in clear");
        SecretResealer option = new SecretResealer(Place.OPTION, from, to);
        Target one = target("option", "value", option.action(), "key");
        List<PlannedRow> planned =
                all(one, new Selection.NotNull()).stream()
                        .filter(row -> row.key().equals(key("jwt_signing_key")))
                        .toList();
        assertThat(mender().resealWhole(PERMIT, one, planned, option).changed()).isEqualTo(1);
        assertThat(SemaphoreLayout.open(NEW, layout.option("jwt_signing_key"))).isEqualTo("pem");
        assertThat(layout.option("other")).isEqualTo("in clear");
    }
}
