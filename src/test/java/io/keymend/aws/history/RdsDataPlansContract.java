package io.keymend.aws.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.ColumnName;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.TableName;
import io.keymend.install.HistoryUnavailable;
import io.keymend.local.Story;
import io.keymend.localaws.Fault;
import io.keymend.mend.Action;
import io.keymend.mend.Claim;
import io.keymend.mend.Digest;
import io.keymend.mend.Plan;
import io.keymend.mend.PlanPart;
import io.keymend.mend.PlanState;
import io.keymend.mend.Selection;
import io.keymend.mend.StoredPlan;
import io.keymend.mend.Target;
import io.keymend.remedy.Caps;
import io.keymend.remedy.Change;
import io.keymend.remedy.Effect;
import io.keymend.remedy.Mode;
import io.keymend.remedy.Pause;
import io.keymend.remedy.PlanId;
import io.keymend.remedy.Terms;
import io.keymend.seal.Encoding;
import io.keymend.testing.Ids;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Where plans are kept and who may apply them, on any engine.
abstract class RdsDataPlansContract extends StateFixture {
    private static final Instant UNTIL = NOW.plusSeconds(300);
    private static final int THREADS = 12;

    @Test
    void aPlanIsFoundAsItWasKept() {
        Plan plan = keep("spacelift");

        StoredPlan stored = plans().find(plan.id()).orElseThrow();

        assertThat(stored.text()).isEqualTo(plan.text());
        assertThat(Plan.read(stored.text())).isEqualTo(plan);
        assertThat(stored.state()).isEqualTo(PlanState.OPEN);
        assertThat(stored.claimedUntil()).isEmpty();
        assertThat(stored.progress()).isEmpty();
        assertThat(plans().find(new PlanId("0".repeat(64)))).isEmpty();
        assertThat(plans().newest(5)).containsExactly(stored);
    }

    @Test
    void rowsAreFoundAsTheyWereAdded() {
        String draft = plans().draft();
        String hostile = "4:O'\\:x\n\u00e9\uD83D\uDD11 :name";
        plans().addPage(draft, 0, 0, hostile);
        plans().addPage(draft, 0, 1, "x".repeat(60_000));
        plans().addPage(draft, 0, 1, "the same page again changes nothing");

        assertThat(plans().page(draft, 0, 0)).contains(hostile);
        assertThat(plans().page(draft, 0, 1)).contains("x".repeat(60_000));
        assertThat(plans().page(draft, 0, 2)).isEmpty();
        assertThat(plans().page(draft, 1, 0)).isEmpty();
        assertThat(plans().page(plans().draft(), 0, 0)).isEmpty();
    }

    @Test
    void ofManyAtOnceExactlyOneMayApply() throws Exception {
        for (int round = 0; round < 3; round++) {
            PlanId plan = keep("round-" + round).id();
            CountDownLatch start = new CountDownLatch(1);
            List<Claim> claims = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
                List<Future<Optional<Claim>>> futures = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    futures.add(
                            threads.submit(() -> {
                                start.await();
                                return plans().claim(plan, NOW, UNTIL);
                            }));
                }
                start.countDown();
                for (Future<Optional<Claim>> future : futures) {
                    future.get().ifPresent(claims::add);
                }
            }
            assertThat(claims).as("round %d", round).hasSize(1);
        }
    }

    @Test
    void aClaimThatRanOutIsTakenOverWithItsProgress() {
        PlanId plan = keep("spacelift").id();
        Claim first = plans().claim(plan, NOW, UNTIL).orElseThrow();
        assertThat(plans().renew(first, UNTIL, "so far")).isTrue();
        assertThat(plans().claim(plan, UNTIL, UNTIL.plusSeconds(9))).isEmpty();

        Claim second = plans().claim(plan, UNTIL.plusMillis(1), UNTIL.plusSeconds(9)).orElseThrow();

        assertThat(second.progress()).isEqualTo("so far");
        assertThat(plans().renew(first, UNTIL.plusSeconds(99), "too late")).isFalse();
        assertThat(plans().end(first, PlanState.APPLIED, "too late")).isFalse();
        plans().release(first, "too late");
        assertThat(plans().find(plan).orElseThrow().progress()).isEqualTo("so far");
        assertThat(plans().end(second, PlanState.APPLIED, "all")).isTrue();
        assertThat(plans().find(plan).orElseThrow().state()).isEqualTo(PlanState.APPLIED);
        assertThat(plans().claim(plan, UNTIL.plusSeconds(10), UNTIL.plusSeconds(20))).isEmpty();
    }

    @Test
    void whatWasGivenBackCanBeTakenAtOnce() {
        PlanId plan = keep("spacelift").id();
        plans().release(plans().claim(plan, NOW, UNTIL).orElseThrow(), "half");
        assertThat(plans().find(plan).orElseThrow().state()).isEqualTo(PlanState.APPLYING);
        assertThat(plans().claim(plan, NOW, UNTIL).orElseThrow().progress()).isEqualTo("half");
    }

    @Test
    void behindItsExpiryNobodyGetsIt() {
        Plan plan = keep("spacelift");
        Instant expires = plan.terms().expires();
        assertThat(plans().claim(plan.id(), expires, expires.plusSeconds(9))).isEmpty();
        plans().expire(plan.id(), expires.minusMillis(1));
        assertThat(plans().find(plan.id()).orElseThrow().state()).isEqualTo(PlanState.OPEN);
        plans().expire(plan.id(), expires);
        assertThat(plans().find(plan.id()).orElseThrow().state()).isEqualTo(PlanState.EXPIRED);
        assertThat(plans().claim(plan.id(), NOW, UNTIL)).isEmpty();
    }

    @Test
    void aPlanThatIsBeingAppliedIsNotExpiredUnderneath() {
        Plan plan = keep("spacelift");
        Instant expires = plan.terms().expires();
        Claim claim =
                plans().claim(plan.id(), expires.minusMillis(1), expires.plusSeconds(60))
                        .orElseThrow();
        plans().expire(plan.id(), expires.plusSeconds(1));
        assertThat(plans().end(claim, PlanState.APPLIED, "all")).isTrue();
    }

    @Test
    void everyMoveWhoseAnswerWasLostIsStillMade() {
        Plan plan = plan("lost-answers");
        String draft = plans().draft();
        lose();
        plans().addPage(draft, 0, 0, "rows");
        lose();
        plans().keep(draft, plan);
        lose();
        Claim claim = plans().claim(plan.id(), NOW, UNTIL).orElseThrow();
        lose();
        assertThat(plans().renew(claim, UNTIL.plusSeconds(1), "half")).isTrue();
        lose();
        assertThat(plans().end(claim, PlanState.FAILED, "half")).isTrue();
        assertThat(plans().find(plan.id()).orElseThrow().state()).isEqualTo(PlanState.FAILED);
        assertThat(plans().newest(9)).hasSize(1);
    }

    private void lose() {
        stack.rdsData().faults().next("ExecuteStatement", new Fault.CutAfter());
    }

    @Test
    void theSwitchIsOffUntilSomebodyTurnsItOn() {
        assertThat(plans().pause()).isEqualTo(new Pause.Off());
        plans().pause("O'Night; shift", NOW);
        plans().pause("somebody else", NOW.plusSeconds(1));
        assertThat(plans().pause()).isEqualTo(new Pause.On("somebody else", NOW.plusSeconds(1)));
        plans().resume("somebody", NOW.plusSeconds(2));
        assertThat(plans().pause()).isEqualTo(new Pause.Off());
    }

    @Test
    void whereTheDatabaseIsDownNothingIsDecided() {
        PlanId plan = keep("spacelift").id();
        stack.rdsData()
                .faults()
                .always(
                        "ExecuteStatement",
                        new Fault.Refused(400, "DatabaseErrorException", "down"));

        assertThat(plans().pause()).isEqualTo(new Pause.Unreadable("DatabaseErrorException: down"));
        for (Runnable call :
                List.<Runnable>of(
                        () -> plans().find(plan),
                        () -> plans().claim(plan, NOW, UNTIL),
                        () -> plans().newest(1),
                        () -> plans().expire(plan, NOW),
                        () -> plans().pause("x", NOW),
                        () -> plans().resume("x", NOW),
                        () -> plans().page("x", 0, 0),
                        () -> plans().time())) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(HistoryUnavailable.class)
                    .hasMessageContaining("down");
        }
    }

    @Test
    void theDatabaseTellsTheTime() throws SQLException {
        assertThat(Duration.between(plans().time(), Instant.now()).abs())
                .isLessThan(Duration.ofMinutes(1));
    }

    private RdsDataPlans plans() {
        return new RdsDataPlans(database, where().engine());
    }

    private Plan keep(String install) {
        Plan plan = plan(install);
        plans().keep(plans().draft(), plan);
        return plan;
    }

    private Plan plan(String install) {
        ColumnName column = new ColumnName(new TableName("public", "a\nb:c'd"), "e");
        KeyArn key = KeyArn.of(Story.FORMER_KEY);
        return new Plan(
                new Terms(
                        "spacelift",
                        install,
                        where(),
                        Mode.PURGE_SUPERSEDED,
                        "Rescuable",
                        "history",
                        "1",
                        "1",
                        Caps.DEFAULT,
                        NOW,
                        NOW.plusSeconds(3_600)),
                List.of(
                        new PlanPart(
                                new Change(
                                        column, key, Mode.PURGE_SUPERSEDED, Effect.DELETE, 1, 1, 0),
                                new Target(
                                        column,
                                        List.of(new KeyColumn("id", false)),
                                        new Action.Delete()),
                                new Selection.Fingerprinted(Ids.fingerprint(1), Encoding.HEX),
                                new Digest("0f".repeat(32)))));
    }
}
