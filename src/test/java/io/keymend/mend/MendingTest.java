package io.keymend.mend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keymend.evidence.ColumnName;
import io.keymend.evidence.KeyState;
import io.keymend.evidence.RowKey;
import io.keymend.install.HistoryUnavailable;
import io.keymend.install.KeyRole;
import io.keymend.mend.ChunkOutcome.Reason;
import io.keymend.mend.MendReport.Result;
import io.keymend.profile.SealedLocation.IfDeleted;
import io.keymend.remedy.Approval;
import io.keymend.remedy.Guard;
import io.keymend.remedy.Mode;
import io.keymend.remedy.Pause;
import io.keymend.remedy.PlanId;
import io.keymend.testing.Ids;
import io.keymend.testing.InstallBuilder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// How plans are carried out, whatever comes between.
final class MendingTest {
    private static final int ROWS = 1_200;
    private static final int CHUNKS = 3;

    private final World world = World.ofRows(ROWS);

    @Test
    void aPlanChangesItsRowsAndNoOthers() {
        PlanId plan = world.planned();

        MendReport report = world.apply(plan);

        assertThat(report.result()).isEqualTo(Result.APPLIED);
        assertThat(report.tally()).isEqualTo(new Tally(ROWS, 0, Map.of()));
        assertThat(report.journaled()).contains((long) ROWS);
        assertThat(report.open()).isZero();
        assertThat(report.findings()).allMatch(finding -> finding.passed());
        assertThat(world.product.journal).hasSize(ROWS);
        assertThat(world.product.count(Product.name("oidc_settings"))).isEqualTo(ROWS);
        assertThat(world.product.content()).doesNotContain(World.FORMER.hex());
        assertThat(world.plans.find(plan).orElseThrow().state()).isEqualTo(PlanState.APPLIED);
        assertThat(world.log)
                .hasSize(CHUNKS)
                .last()
                .isEqualTo("public.oidc_settings.client_secret 1200 of 1200");
    }

    @Test
    void appliedAgainItChangesNothing() {
        PlanId plan = world.planned();
        world.apply(plan);
        String after = world.product.content();
        int chunks = world.product.chunks;

        MendReport again = world.apply(plan);

        assertThat(again.result()).isEqualTo(Result.TAKEN);
        assertThat(again.why()).isEqualTo("it was applied before");
        assertThat(world.product.content()).isEqualTo(after);
        assertThat(world.product.chunks).isEqualTo(chunks);
    }

    @Test
    void rowsThatAreNotAsPlannedAreLeftAndCounted() {
        PlanId plan = world.planned();
        world.product.put("oidc_settings", "client_secret", 10, 1, World.CURRENT);
        world.product.table(Product.name("oidc_settings")).remove("000600");
        world.product.opensAnyway.add("000700");
        world.product.undecided.add("000800");

        MendReport report = world.apply(plan);

        assertThat(report.result()).isEqualTo(Result.APPLIED);
        assertThat(report.tally().changed()).isEqualTo(ROWS - 4);
        for (Reason reason : List.of(Reason.MOVED, Reason.GONE, Reason.READABLE, Reason.UNKNOWN)) {
            assertThat(report.tally().skipped(reason)).as("%s", reason).isEqualTo(1);
        }
        assertThat(report.tally().left()).isEqualTo(4);
        assertThat(report.examples())
                .extracting(skipped -> skipped.key().values().getFirst())
                .containsExactlyInAnyOrder("000010", "000600", "000700", "000800");
        assertThat(world.product.content())
                .contains("000010=", "000700=", "000800=")
                .doesNotContain("000699=", "000701=");
    }

    @Test
    void ofTwoAppliersOneDoesIt() throws Exception {
        PlanId plan = world.planned();
        int racers = 8;
        CountDownLatch start = new CountDownLatch(1);
        List<Result> results = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService threads = Executors.newFixedThreadPool(racers)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < racers; i++) {
                done.add(
                        threads.submit(() -> {
                            start.await();
                            return results.add(
                                    new SameWorld(world)
                                            .mending()
                                            .apply(plan, new Approval.Automatic(), () -> false)
                                            .result());
                        }));
            }
            start.countDown();
            for (Future<?> one : done) {
                one.get();
            }
        }
        assertThat(results).containsOnlyOnce(Result.APPLIED).hasSize(racers);
        assertThat(results).doesNotContain(Result.FAILED, Result.UNFINISHED);
        assertThat(world.product.journal).hasSize(ROWS);
    }

    /// The same world for another thread: only one of them ever changes the product.
    private record SameWorld(World world) {
        Mending mending() {
            return new Mending(
                    world.plans,
                    world.looker(),
                    world,
                    world.leave(),
                    Optional.of(world),
                    () -> world.now,
                    (_, _, _, _, _) -> {});
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatTimeCutOffGoesOnWhereItWas(int chunks) {
        PlanId plan = world.planned();
        AtomicInteger asked = new AtomicInteger();

        MendReport cut = world.apply(plan, after(asked, chunks));

        assertThat(cut.result()).isEqualTo(Result.UNFINISHED);
        assertThat(cut.tally().done()).isEqualTo(chunks * 500L);
        assertThat(cut.open()).isEqualTo(ROWS - chunks * 500L);
        assertThat(world.product.journal).hasSize(chunks * 500);
        MendReport rest = world.apply(plan);
        assertThat(rest.result()).isEqualTo(Result.APPLIED);
        assertThat(rest.tally().changed()).isEqualTo(ROWS);
        assertThat(rest.tally().earlier()).isZero();
        assertThat(world.product.chunks).isEqualTo(CHUNKS);
    }

    /// The guards ask for time, too; only what is asked after the first chunk could begin counts.
    private BooleanSupplier after(AtomicInteger asked, int chunks) {
        return () -> world.product.chunks >= chunks && asked.incrementAndGet() > 0;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aCrashBehindAnyChunkEndsAsIfThereWereNone(int chunk) {
        PlanId plan = world.planned();
        world.product.afterChunk =
                () -> {
                    if (world.product.chunks == chunk) {
                        throw new IllegalStateException("killed");
                    }
                };
        assertThatThrownBy(() -> world.apply(plan)).hasMessage("killed");
        world.product.afterChunk = () -> {};

        assertThat(world.apply(plan).result())
                .as("whoever died may still be at work")
                .isEqualTo(Result.TAKEN);
        world.now = world.now.plus(Mending.CLAIM).plusMillis(1);
        MendReport report = world.apply(plan);

        assertThat(report.result()).isEqualTo(Result.APPLIED);
        assertThat(report.tally().done()).isEqualTo(ROWS);
        assertThat(report.tally().earlier()).isEqualTo(chunk == CHUNKS ? 200 : 500);
        assertThat(world.product.journal).hasSize(ROWS);
        assertThat(world.product.count(Product.name("oidc_settings"))).isEqualTo(ROWS);
        assertThat(world.plans.find(plan).orElseThrow().state()).isEqualTo(PlanState.APPLIED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aCrashBehindAWholeTableDoesNotKeepTheOthersFromBeingDone(int chunk) {
        World several = World.toReseal(2);
        several.place("vcs", IfDeleted.FORBIDDEN, Optional.of(Map.of("a", "b")))
                .place("webhooks", IfDeleted.FORBIDDEN, Optional.of(Map.of("a", "b")));
        several.product.put("vcs", "token", 0, 1, World.FORMER);
        several.product.put("webhooks", "secret", 0, 3, World.FORMER);
        PlanId plan = several.planned();
        several.product.afterChunk =
                () -> {
                    if (several.product.chunks == chunk) {
                        throw new IllegalStateException("killed");
                    }
                };
        assertThatThrownBy(() -> several.apply(plan)).hasMessage("killed");
        several.product.afterChunk = () -> {};
        several.now = several.now.plus(Mending.CLAIM).plusMillis(1);

        MendReport report = several.apply(plan);

        assertThat(report.result()).as("%s", report.findings()).isEqualTo(Result.APPLIED);
        assertThat(report.tally().done()).isEqualTo(6);
        assertThat(several.product.journal).hasSize(6);
    }

    /// The journal tells columns apart, and not by which key their rows were sealed.
    @Test
    void whatAnotherKeySealedInTheSameColumnStillHasToBeProved() {
        World two = World.toReseal(2);
        two.installs.addFirst(
                new InstallBuilder("spacelift-2024")
                        .key(Ids.OLDEST_KEY, KeyRole.DATA)
                        .from("2024-01-01T00:00:00Z")
                        .until("2024-06-01T00:00:00Z")
                        .build());
        two.product.keys.put(Ids.OLDEST_KEY, Ids.fingerprint(3));
        two.product.put("oidc_settings", "client_secret", 10, 2, Ids.fingerprint(3));
        PlanId plan = two.planned();
        two.product.afterChunk =
                () -> {
                    throw new IllegalStateException("killed");
                };
        assertThatThrownBy(() -> two.apply(plan)).hasMessage("killed");
        two.product.afterChunk = () -> {};
        two.now = two.now.plus(Mending.CLAIM).plusMillis(1);
        two.silent.add(Ids.OLDEST_KEY);

        assertThat(two.apply(plan).findings())
                .filteredOn(finding -> finding.guard().equals(Guard.SEALER.title()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.passed()).isFalse());
        two.silent.clear();
        assertThat(two.apply(plan).result()).isEqualTo(Result.APPLIED);
        assertThat(two.product.journal).hasSize(4);
    }

    @Test
    void aPauseStopsItBetweenTwoChunks() {
        PlanId plan = world.planned();
        world.product.afterChunk = () -> world.plans.pause("somebody", world.now);

        MendReport paused = world.apply(plan);

        assertThat(paused.result()).isEqualTo(Result.UNFINISHED);
        assertThat(paused.why()).isEqualTo("it was paused by somebody");
        assertThat(world.product.journal).hasSize(500);
        world.product.afterChunk = () -> {};
        assertThat(world.apply(plan).result()).isEqualTo(Result.REFUSED);
        world.plans.resume("somebody", world.now);
        assertThat(world.apply(plan).result()).isEqualTo(Result.APPLIED);
    }

    @Test
    void aSwitchThatCannotBeReadStopsIt() {
        PlanId plan = world.planned();
        world.product.afterChunk = () -> world.plans.pause = new Pause.Unreadable("no answer");

        MendReport report = world.apply(plan);

        assertThat(report.result()).isEqualTo(Result.UNFINISHED);
        assertThat(report.why()).isEqualTo("the pause switch could not be read: no answer");
        assertThat(world.product.journal).hasSize(500);
    }

    @Test
    void aPermitThatRanOutStopsIt() {
        PlanId plan = world.planned();
        world.product.afterChunk = () -> world.now = world.now.plus(Duration.ofMinutes(16));

        MendReport report = world.apply(plan);

        assertThat(report.result()).isEqualTo(Result.UNFINISHED);
        assertThat(report.why()).startsWith("its permit ran out");
        assertThat(world.product.journal).hasSize(500);
    }

    @Test
    void aDisagreementIsTheEndOfThePlan() {
        PlanId plan = world.planned();
        world.product.beforeChunk =
                () -> {
                    if (world.product.chunks == 1) {
                        throw new MendFailed.Disagreed("the checksum of untouched rows changed");
                    }
                };

        MendReport report = world.apply(plan);

        assertThat(report.result()).isEqualTo(Result.FAILED);
        assertThat(report.why()).contains("checksum");
        assertThat(report.tally().changed()).isEqualTo(500);
        assertThat(report.hasChanged()).isTrue();
        assertThat(world.apply(plan).result()).isEqualTo(Result.TAKEN);
        assertThat(world.product.journal).hasSize(500);
    }

    static Stream<MendFailed> interruptions() {
        return Stream.of(
                new MendFailed.Unreachable("down", null), new MendFailed.Stopped("denied"));
    }

    @ParameterizedTest
    @MethodSource("interruptions")
    void whatOnlyInterruptsCanBeTriedAgain(MendFailed failure) {
        PlanId plan = world.planned();
        world.product.beforeChunk =
                () -> {
                    throw failure;
                };
        MendReport report = world.apply(plan);
        assertThat(report.result()).isEqualTo(Result.UNFINISHED);
        assertThat(report.why()).isEqualTo(failure.getMessage());
        world.product.beforeChunk = () -> {};
        assertThat(world.apply(plan).result()).isEqualTo(Result.APPLIED);
    }

    @Test
    void aHistoryThatIsDownStopsItWithoutMore() {
        PlanId plan = world.planned();
        world.product.beforeChunk =
                () -> {
                    throw new HistoryUnavailable("down", new IllegalStateException());
                };
        MendReport report = world.apply(plan);
        assertThat(report.result()).isEqualTo(Result.UNFINISHED);
        assertThat(report.why()).isEqualTo("down");
    }

    @Test
    void whatTheJournalDoesNotHoldWasNotDone() {
        PlanId plan = world.planned();
        world.product.afterChunk =
                () -> {
                    if (world.product.chunks == CHUNKS) {
                        world.product.journal.removeLast();
                    }
                };
        MendReport report = world.apply(plan);
        assertThat(report.result()).isEqualTo(Result.FAILED);
        assertThat(report.why()).isEqualTo("the journal holds 1199 rows, and 1200 were changed");
    }

    @Test
    void rowsThatWereChangedInTheStoreBehindTheReviewAreNotUsed() {
        PlanId plan = world.planned();
        world.product.afterChunk =
                () -> world.plans.pages.replaceAll((_, rows) -> rows.replace("6:000", "6:001"));
        MendReport report = world.apply(plan);
        assertThat(report.result()).isEqualTo(Result.FAILED);
        assertThat(report.why()).isEqualTo("the stored rows were changed meanwhile");
        assertThat(world.product.journal).hasSize(500);
    }

    @Test
    void whereKmsDecidesNothingAboutAWholePageItStops() {
        PlanId plan = world.planned();
        for (int i = 500; i < 1_000; i++) {
            world.product.undecided.add("%06d".formatted(i));
        }
        MendReport report = world.apply(plan);
        assertThat(report.result()).isEqualTo(Result.UNFINISHED);
        assertThat(report.why()).startsWith("KMS decides nothing about any row");
        assertThat(world.product.journal).hasSize(500);
    }

    @Test
    void whoLostItsClaimLeavesItToTheOther() {
        PlanId plan = world.planned();
        world.product.afterChunk =
                () -> {
                    if (world.product.chunks == 1) {
                        world.now = world.now.plus(Mending.CLAIM).plusMillis(1);
                        world.plans.claim(plan, world.now, world.now.plus(Mending.CLAIM));
                    }
                };
        MendReport report = world.apply(plan);
        assertThat(report.result()).isEqualTo(Result.UNFINISHED);
        assertThat(report.why()).isEqualTo("somebody else goes on with it");
        assertThat(world.product.journal).hasSize(500);
    }

    @Test
    void whoLostItsClaimAtTheVeryEndSaysNothingIsDone() {
        PlanId plan = world.planned();
        world.product.afterMended =
                () -> {
                    world.now = world.now.plus(Mending.CLAIM).plusMillis(1);
                    world.plans.claim(plan, world.now, world.now.plus(Mending.CLAIM));
                };
        assertThat(world.apply(plan).result()).isEqualTo(Result.TAKEN);
        assertThat(world.plans.find(plan).orElseThrow().state()).isEqualTo(PlanState.APPLYING);
    }

    @Test
    void rowsThatWerePutBackMeanwhileStayAndAreCounted() {
        PlanId plan = world.planned();
        world.product.afterChunk =
                () -> {
                    throw new IllegalStateException("killed");
                };
        assertThatThrownBy(() -> world.apply(plan)).hasMessage("killed");
        world.product.afterChunk = () -> {};
        world.restoring()
                .restore(
                        plan,
                        Optional.of(
                                new Restoring.One(
                                        new ColumnName(
                                                Product.name("oidc_settings"), "client_secret"),
                                        new RowKey(List.of("000007")))),
                        new Approval.ByPerson(plan, 1),
                        () -> false);
        world.now = world.now.plus(Mending.CLAIM).plusMillis(1);

        MendReport report = world.apply(plan);

        assertThat(report.result()).isEqualTo(Result.APPLIED);
        assertThat(report.tally().skipped(Reason.RESTORED)).isEqualTo(1);
        assertThat(report.tally().done()).isEqualTo(ROWS - 1);
        assertThat(world.product.content()).contains("000007=");
    }

    @Test
    void onlyTheFirstExamplesAreKeptAndAllAreCounted() {
        PlanId plan = world.planned();
        for (int i = 100; i < 130; i++) {
            world.product.undecided.add("%06d".formatted(i));
        }
        MendReport report = world.apply(plan);
        assertThat(report.examples()).hasSize(20);
        assertThat(report.tally().left()).isEqualTo(30);
        assertThat(world.log.getFirst()).endsWith(" 500 of 1200");
    }

    @Test
    void aPageOfWhichNoRowMayBeLostIsLeftWhole() {
        PlanId plan = world.planned();
        for (int i = 500; i < 1_000; i++) {
            world.product.opensAnyway.add("%06d".formatted(i));
        }
        MendReport report = world.apply(plan);
        assertThat(report.result()).isEqualTo(Result.APPLIED);
        assertThat(report.tally().skipped(Reason.READABLE)).isEqualTo(500);
        assertThat(world.product.chunks).isEqualTo(CHUNKS - 1);
    }

    @Test
    void whereNotEveryRowWasAskedAboutNoneIsLost() {
        PlanId plan = world.planned();
        world.product.forgetful = true;
        MendReport report = world.apply(plan);
        assertThat(report.result()).isEqualTo(Result.REFUSED);
        assertThat(world.product.journal).isEmpty();
        world.product.forgetful = false;
        world.product.afterChunk = () -> world.product.forgetful = true;
        assertThat(world.apply(plan).why()).isEqualTo("not every row was asked about");
        assertThat(world.product.journal).hasSize(500);
    }

    @Test
    void anExpiredPlanIsClosed() {
        PlanId plan = world.planned();
        world.now = world.now.plus(Duration.ofHours(6));
        assertThat(world.apply(plan).result()).isEqualTo(Result.REFUSED);
        assertThat(world.apply(plan).why()).isEqualTo("it has expired; make a new plan");
        assertThat(world.product.journal).isEmpty();
    }

    @Test
    void aPlanWhoseTextIsNoneIsRefused() {
        PlanId plan = world.planned();
        StoredPlan stored = world.plans.find(plan).orElseThrow();
        world.plans.plans.put(
                plan,
                new StoredPlan(
                        plan, stored.draft(), "x", stored.state(), stored.claimedUntil(), ""));
        MendReport report = world.apply(plan);
        assertThat(report.result()).isEqualTo(Result.REFUSED);
        assertThat(report.refusals().getFirst().guard()).isEqualTo("hash");
        assertThat(world.mending().explain(plan, () -> false).orElseThrow().findings())
                .isEqualTo(report.findings());
        assertThat(world.product.journal).isEmpty();
    }

    @Test
    void aPlanThatNobodyKnowsIsRefused() {
        PlanId plan = new PlanId("0".repeat(64));
        assertThat(world.apply(plan).result()).isEqualTo(Result.REFUSED);
        assertThat(world.mending().explain(plan, () -> false)).isEmpty();
    }

    @Test
    void explainingChangesNothing() {
        PlanId plan = world.planned();
        String before = world.product.content();
        Explanation explained = world.mending().explain(plan, () -> false).orElseThrow();
        assertThat(explained.plan()).isPresent();
        assertThat(explained.findings().stream().filter(finding -> !finding.passed()))
                .as("all that is missing is somebody who approves it")
                .extracting("guard")
                .containsExactly("approval");
        assertThat(world.product.content()).isEqualTo(before);
        assertThat(world.plans.find(plan).orElseThrow().state()).isEqualTo(PlanState.OPEN);
    }

    @Test
    void withoutAWayToWriteNothingIsWritten() {
        PlanId plan = world.planned();
        MendReport report =
                new Mending(
                                world.plans,
                                world.looker(),
                                world,
                                world.leave(),
                                Optional.empty(),
                                () -> world.now,
                                (_, _, _, _, _) -> {})
                        .apply(plan, new Approval.Automatic(), () -> false);
        assertThat(report.result()).isEqualTo(Result.REFUSED);
        assertThat(world.product.journal).isEmpty();
    }

    @Test
    void theAutomaticModeGoesTheSameWay() {
        List<MendReport> reports = automatic().mend("spacelift-2026", () -> false);
        assertThat(reports).hasSize(1);
        assertThat(reports.getFirst().result()).isEqualTo(Result.APPLIED);
        assertThat(world.product.journal).hasSize(ROWS);
        assertThat(automatic().mend("spacelift-2026", () -> false)).isEmpty();
    }

    @Test
    void withoutAModeNothingIsEvenLookedAt() {
        world.mode = Mode.OFF;
        String before = world.product.content();
        assertThat(automatic().mend("spacelift-2026", () -> false)).isEmpty();
        assertThat(world.product.content()).isEqualTo(before);
        assertThat(world.plans.plans).isEmpty();
    }

    @Test
    void theAutomaticModeGoesOnWithWhatItBegan() {
        AtomicInteger asked = new AtomicInteger();
        List<MendReport> cut = automatic().mend("spacelift-2026", after(asked, 1));
        assertThat(cut).extracting(MendReport::result).containsExactly(Result.UNFINISHED);
        List<MendReport> rest = automatic().mend("spacelift-2026", () -> false);
        assertThat(rest).extracting(MendReport::result).containsExactly(Result.APPLIED);
        assertThat(rest.getFirst().id()).isEqualTo(cut.getFirst().id());
        assertThat(world.product.journal).hasSize(ROWS);
    }

    @Test
    void whatLosesNothingComesFirst() {
        world.place("vcs", IfDeleted.LOST, Optional.of(Map.of()));
        world.product.put("vcs", "token", 0, 7, World.FORMER);
        List<MendReport> reports = automatic().mend("spacelift-2026", () -> false);
        assertThat(reports).extracting(MendReport::result).containsOnly(Result.APPLIED);
        assertThat(reports)
                .extracting(report -> report.plan().orElseThrow().terms().mode())
                .containsExactly(Mode.RESEAL, Mode.PURGE_SUPERSEDED);
        assertThat(world.product.count(Product.name("vcs"))).isEqualTo(7);
    }

    @Test
    void aDisabledKeyIsNoneToReSealFrom() {
        World sealed = World.toReseal(3);
        sealed.states.put(Ids.FORMER_KEY, new KeyState.Disabled());
        Planning planning = sealed.plan();
        assertThat(planning.plan()).isEmpty();
        assertThat(planning.left())
                .containsExactly(
                        "3 of public.oidc_settings.client_secret: the key that sealed them is not"
                                + " enabled: "
                                + Ids.FORMER_KEY);
    }

    private AutomaticMend automatic() {
        return new AutomaticMend(
                world.mode,
                world.plans,
                world.looker(),
                new Planner(world.plans, world, world.caps, Duration.ofHours(6)),
                world.mending(),
                () -> world.now);
    }
}
