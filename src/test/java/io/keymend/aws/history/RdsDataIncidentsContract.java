package io.keymend.aws.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keymend.install.HistoryUnavailable;
import io.keymend.localaws.Fault;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Who may announce a cause, on any engine.
abstract class RdsDataIncidentsContract extends StateFixture {
    private static final String CAUSE = "a/arn:aws:kms:eu-west-1:111122223333:key/a";
    private static final Duration AGAIN = Duration.ofHours(1);
    private static final int THREADS = 16;

    @Test
    void theFirstClaimWins() {
        assertThat(claim(NOW)).isTrue();
        assertThat(claim(NOW)).isFalse();
        assertThat(claim(NOW.plusSeconds(1))).isFalse();
    }

    @Test
    void causesDifferAlsoByCaseAlone() {
        assertThat(incidents.claim("a", 1, NOW, AGAIN)).isTrue();
        assertThat(incidents.claim("A", 1, NOW, AGAIN)).isTrue();
        assertThat(incidents.claim("x".repeat(512), 1, NOW, AGAIN)).isTrue();
    }

    @Test
    void ofManyAtOnceExactlyOneWins() throws Exception {
        for (int round = 0; round < 5; round++) {
            String cause = CAUSE + round;
            List<Boolean> claims =
                    atOnce(() ->
                            new RdsDataIncidents(database, where().engine())
                                    .claim(cause, 3, NOW, AGAIN));
            assertThat(claims).as("round %d", round).containsOnlyOnce(true).hasSize(THREADS);
            assertThat(asked("SELECT denials FROM keymend.incident WHERE cause = '" + cause + "'"))
                    .isEqualTo(Integer.toString(3 * THREADS));
        }
    }

    @Test
    void aReleasedClaimCanBeTakenAtOnce() {
        claim(NOW);
        incidents.release(CAUSE);

        assertThat(claim(NOW)).isTrue();
        assertThat(claim(NOW)).isFalse();
    }

    @Test
    void whatWasAnnouncedStandsForAWhile() {
        claim(NOW);
        incidents.announced(CAUSE, NOW);

        assertThat(claim(NOW)).isFalse();
        assertThat(claim(NOW.plus(AGAIN))).isFalse();
        assertThat(claim(NOW.plus(AGAIN).plusMillis(1))).isTrue();
    }

    @Test
    void aReleaseAfterAnAnnouncementLeavesItStanding() {
        claim(NOW);
        incidents.announced(CAUSE, NOW);
        incidents.release(CAUSE);

        assertThat(claim(NOW.plusSeconds(60))).isFalse();
    }

    @Test
    void theClaimOfOneThatDiedRunsOut() {
        claim(NOW);

        assertThat(claim(NOW.plus(Duration.ofMinutes(5)))).isFalse();
        assertThat(claim(NOW.plus(Duration.ofMinutes(5)).plusMillis(1))).isTrue();
        assertThat(claim(NOW.plus(Duration.ofMinutes(6)))).isFalse();
    }

    @Test
    void denialsAddUpWhoeverAnnouncesThem() throws SQLException {
        incidents.claim(CAUSE, 2, NOW, AGAIN);
        incidents.announced(CAUSE, NOW);
        incidents.claim(CAUSE, 40, NOW.plusSeconds(1), AGAIN);
        incidents.claim(CAUSE, 500, NOW.plusSeconds(9), AGAIN);

        assertThat(asked("SELECT denials FROM keymend.incident")).isEqualTo("542");
        assertThat(asked("SELECT first_seen FROM keymend.incident"))
                .startsWith("2026-11-19 08:20:00.123");
        assertThat(asked("SELECT last_seen FROM keymend.incident"))
                .startsWith("2026-11-19 08:20:09.123");
    }

    @Test
    void aClaimWhoseAnswerWasLostIsStillWon() {
        stack.rdsData().faults().next("ExecuteStatement", new Fault.Slow(Duration.ZERO));
        stack.rdsData().faults().next("ExecuteStatement", new Fault.CutAfter());

        assertThat(claim(NOW)).isTrue();
        assertThat(claim(NOW)).isFalse();
    }

    @Test
    void whereTheDatabaseIsDownThatIsSaid() {
        stack.rdsData()
                .faults()
                .always(
                        "ExecuteStatement",
                        new Fault.Refused(400, "DatabaseErrorException", "down"));

        for (Callable<?> call :
                List.<Callable<?>>of(
                        () -> claim(NOW),
                        () -> {
                            incidents.release(CAUSE);
                            return 0;
                        },
                        () -> {
                            incidents.announced(CAUSE, NOW);
                            return 0;
                        })) {
            assertThatThrownBy(call::call)
                    .isInstanceOf(HistoryUnavailable.class)
                    .hasMessageContaining("DatabaseErrorException: down");
        }
    }

    @Test
    void whatWasAnnouncedIsOpenUntilItsEndIsAnnounced() {
        String ahead = "ahead/key%_/";
        for (String cause : List.of(ahead + "b", ahead + "a", "ahead/keyXY/c", "other")) {
            incidents.claim(cause, 1, NOW, AGAIN);
            incidents.announced(cause, NOW);
        }
        incidents.claim(ahead + "claimed only", 1, NOW, AGAIN);

        assertThat(incidents.open(ahead)).containsExactly(ahead + "a", ahead + "b");
        assertThat(incidents.claimEnd(ahead + "a", NOW)).isTrue();
        incidents.ended(ahead + "a");
        assertThat(incidents.open(ahead)).containsExactly(ahead + "b");
        assertThat(incidents.claim(ahead + "a", 1, NOW, AGAIN)).as("it is new again").isTrue();
    }

    @Test
    void anEndIsClaimedByOneAndOnlyOfWhatWasAnnounced() throws Exception {
        assertThat(incidents.claimEnd("never seen", NOW)).isFalse();
        claim(NOW);
        assertThat(incidents.claimEnd(CAUSE, NOW)).as("not announced").isFalse();
        incidents.announced(CAUSE, NOW);

        List<Boolean> claims =
                atOnce(() -> new RdsDataIncidents(database, where().engine()).claimEnd(CAUSE, NOW));
        assertThat(claims).containsOnlyOnce(true);
        incidents.release(CAUSE);
        assertThat(incidents.claimEnd(CAUSE, NOW)).as("released").isTrue();
        incidents.ended(CAUSE);
        assertThat(incidents.claimEnd(CAUSE, NOW)).as("over").isFalse();
    }

    private boolean claim(Instant at) {
        return incidents.claim(CAUSE, 1, at, AGAIN);
    }

    private static List<Boolean> atOnce(Callable<Boolean> work)
            throws InterruptedException, ExecutionException {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Boolean>> futures = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                futures.add(
                        threads.submit(() -> {
                            start.await();
                            return work.call();
                        }));
            }
            start.countDown();
            List<Boolean> answers = new ArrayList<>();
            for (Future<Boolean> future : futures) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
