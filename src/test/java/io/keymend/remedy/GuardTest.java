package io.keymend.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.evidence.Canary;
import io.keymend.evidence.KeyState;
import io.keymend.evidence.Sealer;
import io.keymend.install.KeyRole;
import io.keymend.profile.SealedLocation.IfDeleted;
import io.keymend.testing.EvidenceBuilder;
import io.keymend.testing.Ids;
import io.keymend.testing.InstallBuilder;
import io.keymend.verdict.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every way each guard can refuse, and that each does so on its own.
final class GuardTest {
    /// One thing that is not as it must be.
    record Spoiled(Guard guard, String what, Consumer<FactsBuilder> how) {
        @Override
        public String toString() {
            return guard.title() + ": " + what;
        }
    }

    @Test
    void everyGuardPassesWhereNothingIsWrong() {
        Clearance clearance = Clearance.toMend(new FactsBuilder().build());
        assertThat(clearance.refusals()).isEmpty();
        assertThat(clearance.findings()).hasSize(Guard.values().length);
        assertThat(clearance.permit()).isPresent();
    }

    @ParameterizedTest
    @MethodSource("spoiled")
    void theGuardAloneRefusesAndAllAreAsked(Spoiled spoiled) {
        FactsBuilder facts = new FactsBuilder();
        spoiled.how.accept(facts);

        Clearance clearance = Clearance.toMend(facts.build());

        assertThat(clearance.permit()).isEmpty();
        assertThat(clearance.findings().stream().map(Finding::guard))
                .containsExactlyElementsOf(
                        Arrays.stream(Guard.values()).map(Guard::title).toList());
        assertThat(clearance.refusals().stream().map(Finding::guard))
                .containsExactly(spoiled.guard.title());
        assertThat(clearance.refusals().getFirst().reason())
                .isNotBlank()
                .doesNotContain("could not be decided");
    }

    @ParameterizedTest
    @EnumSource
    void everyGuardCanRefuse(Guard guard) {
        assertThat(spoiled().map(Spoiled::guard)).contains(guard);
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodySawIsNeverFine(Guard guard) {
        FactsBuilder facts = new FactsBuilder();
        facts.looked = false;
        facts.standings = List.of();
        facts.recomputed = Optional.empty();
        facts.databaseTime = Optional.empty();
        facts.pause = new Pause.Unreadable("refused");
        facts.writer = Optional.empty();
        facts.approval = new Approval.None();
        facts.mode = Mode.OFF;
        facts.expires = FactsBuilder.NOW;

        assertThat(guard.find(facts.build()).passed()).isFalse();
    }

    @Test
    void aGuardThatCannotDecideRefuses() {
        FactsBuilder facts = new FactsBuilder();
        facts.caps = new Caps(Long.MAX_VALUE, Long.MAX_VALUE, 99);
        facts.planCaps = facts.caps;
        facts.onlyChange(FactsBuilder.change(Long.MAX_VALUE, 1, 0), FactsBuilder.standing(1, 1, 1));

        assertThat(Guard.COUNT.find(facts.build()))
                .isEqualTo(
                        new Finding(
                                "count", false, "it could not be decided: ArithmeticException"));
    }

    static Stream<Spoiled> spoiled() {
        return Stream.of(plan(), look(), rows()).flatMap(List::stream);
    }

    private static List<Spoiled> plan() {
        return List.of(
                spoil(Guard.MODE, "off", facts -> facts.mode = Mode.OFF),
                spoil(Guard.MODE, "a lesser mode", facts -> facts.mode = Mode.PURGE_GONE),
                spoil(
                        Guard.MODE,
                        "a loss that passes for a re-seal",
                        facts -> {
                            facts.changes =
                                    List.of(
                                            FactsBuilder.change(
                                                    FactsBuilder.COLUMN,
                                                    Mode.RESEAL,
                                                    Effect.DELETE));
                            facts.evidence.state(Ids.FORMER_KEY, new KeyState.Enabled());
                        }),
                spoil(Guard.APPROVAL, "none", facts -> facts.approval = new Approval.None()),
                spoil(
                        Guard.APPROVAL,
                        "of another plan",
                        facts ->
                                facts.approval = new Approval.ByPerson(FactsBuilder.OTHER_PLAN, 1)),
                spoil(
                        Guard.APPROVAL,
                        "of another count",
                        facts -> facts.approval = new Approval.ByPerson(FactsBuilder.PLAN, 2)),
                spoil(Guard.EXPIRY, "this very moment", facts -> facts.expires = facts.now),
                spoil(
                        Guard.EXPIRY,
                        "too long",
                        facts ->
                                facts.expires =
                                        facts.created.plus(PlanFaults.LONGEST).plusMillis(1)),
                spoil(
                        Guard.HASH,
                        "other rows",
                        facts -> facts.recomputed = Optional.of(FactsBuilder.OTHER_PLAN)),
                spoil(Guard.HASH, "unread", facts -> facts.recomputed = Optional.empty()),
                spoil(
                        Guard.CLOCK,
                        "the database's is ahead",
                        facts ->
                                facts.databaseTime =
                                        Optional.of(
                                                facts.now.plus(PlanFaults.DRIFT).plusMillis(1))),
                spoil(
                        Guard.CLOCK,
                        "the database's is behind",
                        facts ->
                                facts.databaseTime =
                                        Optional.of(
                                                facts.now.minus(PlanFaults.DRIFT).minusMillis(1))),
                spoil(Guard.CLOCK, "unread", facts -> facts.databaseTime = Optional.empty()),
                spoil(
                        Guard.CLOCK,
                        "a plan of the future",
                        facts -> facts.created = facts.now.plus(PlanFaults.DRIFT).plusMillis(1)),
                spoil(
                        Guard.PAUSE,
                        "on",
                        facts -> facts.pause = new Pause.On("somebody", facts.now)),
                spoil(
                        Guard.PAUSE,
                        "unreadable",
                        facts -> facts.pause = new Pause.Unreadable("refused")),
                spoil(Guard.WRITER, "absent", facts -> facts.writer = Optional.empty()),
                spoil(
                        Guard.WRITER,
                        "the reading one",
                        facts -> facts.writer = Optional.of(facts.planned.database().secretArn())),
                spoil(
                        Guard.WRITER,
                        "the history's",
                        facts -> facts.writer = Optional.of(facts.historian)),
                spoil(Guard.VERSIONS, "other rules", facts -> facts.rules = "0"),
                spoil(Guard.VERSIONS, "another profile", facts -> facts.profileVersion = "2"),
                spoil(
                        Guard.INSTALL,
                        "installed again since",
                        facts ->
                                facts.current =
                                        new InstallBuilder("spacelift-2027")
                                                .key(Ids.CURRENT_KEY, KeyRole.DATA)
                                                .role(Ids.CURRENT_ROLE)
                                                .build()),
                spoil(
                        Guard.INSTALL,
                        "over another database",
                        facts ->
                                facts.current =
                                        InstallBuilder.currently().database("elsewhere").build()),
                spoil(Guard.INSTALL, "another history", facts -> facts.history = "before"));
    }

    private static List<Spoiled> look() {
        return List.of(
                spoil(Guard.VERDICT, "was another", facts -> facts.verdictName = "Lost"),
                spoil(
                        Guard.VERDICT,
                        "unclear",
                        facts -> {
                            facts.verdict = new Verdict.Unclear("doubt", List.of());
                            facts.verdictName = "Unclear";
                        }),
                spoil(
                        Guard.VERDICT,
                        "nothing is stale",
                        facts -> {
                            facts.verdict = new Verdict.NothingStale(facts.current, 3);
                            facts.verdictName = "NothingStale";
                        }),
                spoil(Guard.TABLES, "one unread", facts -> facts.evidence.unread("accounts")),
                spoil(Guard.CANARY, "nobody asked", facts -> facts.canaries = Map.of()),
                spoil(
                        Guard.CANARY,
                        "failed",
                        facts -> facts.canaries = Map.of(Ids.CURRENT_KEY, new Canary.Failed("no"))),
                spoil(
                        Guard.CANARY,
                        "not run",
                        facts ->
                                facts.canaries =
                                        Map.of(Ids.CURRENT_KEY, new Canary.NotRun("throttled"))),
                spoil(
                        Guard.CANARY,
                        "of one key of two",
                        facts -> {
                            facts.current =
                                    InstallBuilder.currently()
                                            .key(Ids.OLDEST_KEY, KeyRole.DATA)
                                            .build();
                            facts.evidence.state(Ids.OLDEST_KEY, new KeyState.Enabled());
                        }),
                spoil(
                        Guard.SYSTEM,
                        "the current key's state is hidden",
                        facts ->
                                facts.evidence.state(
                                        Ids.CURRENT_KEY, new KeyState.Hidden("AccessDenied"))),
                spoil(
                        Guard.SYSTEM,
                        "the current key is disabled",
                        facts -> facts.evidence.state(Ids.CURRENT_KEY, new KeyState.Disabled())),
                spoil(Guard.KEYS, "no former had it", facts -> facts.formers = List.of()),
                spoil(
                        Guard.KEYS,
                        "a former had it for something else",
                        facts ->
                                facts.formers =
                                        List.of(
                                                new InstallBuilder("spacelift-2024")
                                                        .key(Ids.FORMER_KEY, KeyRole.MASTER)
                                                        .role(Ids.FORMER_ROLE)
                                                        .build())),
                spoil(
                        Guard.KEYS,
                        "it is a current key, too",
                        facts -> {
                            facts.current =
                                    InstallBuilder.currently()
                                            .key(Ids.FORMER_KEY, KeyRole.DATA)
                                            .build();
                            facts.evidence.state(Ids.FORMER_KEY, new KeyState.Enabled());
                            facts.canaries =
                                    Map.of(
                                            Ids.CURRENT_KEY,
                                            new Canary.Passed(Ids.fingerprint(1)),
                                            Ids.FORMER_KEY,
                                            new Canary.Passed(Ids.fingerprint(2)));
                        }),
                spoil(
                        Guard.KEYS,
                        "called gone, and may be saved",
                        facts ->
                                facts.changes =
                                        List.of(
                                                FactsBuilder.change(
                                                        FactsBuilder.COLUMN,
                                                        Mode.PURGE_GONE,
                                                        Effect.DELETE))),
                spoil(
                        Guard.KEYS,
                        "called lost, and KMS still knows it",
                        facts -> {
                            facts.verdict = FactsBuilder.lost();
                            facts.verdictName = "Lost";
                            facts.changes =
                                    List.of(
                                            FactsBuilder.change(
                                                    FactsBuilder.COLUMN,
                                                    Mode.PURGE_GONE,
                                                    Effect.DELETE));
                        }),
                spoil(
                        Guard.KEYS,
                        "unknown to KMS, and not proved to be gone",
                        facts -> {
                            facts.evidence.state(Ids.FORMER_KEY, new KeyState.Missing());
                            facts.changes =
                                    List.of(
                                            FactsBuilder.change(
                                                    FactsBuilder.COLUMN,
                                                    Mode.PURGE_GONE,
                                                    Effect.DELETE));
                        }),
                spoil(
                        Guard.KEYS,
                        "to re-seal from, and disabled",
                        facts ->
                                facts.changes =
                                        List.of(
                                                FactsBuilder.change(
                                                        FactsBuilder.COLUMN,
                                                        Mode.RESEAL,
                                                        Effect.RESEAL))),
                spoil(
                        Guard.SEALER,
                        "only inferred",
                        facts ->
                                facts.evidence =
                                        sealedBy(
                                                new Sealer.Other(
                                                        Ids.FORMER_KEY, Sealer.Proof.ELIMINATION))),
                spoil(
                        Guard.SEALER,
                        "somebody else's",
                        facts ->
                                facts.evidence =
                                        sealedBy(
                                                new Sealer.Other(
                                                        Ids.OLDEST_KEY, Sealer.Proof.PROBE))),
                spoil(
                        Guard.SEALER,
                        "not found out",
                        facts -> facts.evidence = sealedBy(new Sealer.Unresolved("no"))),
                spoil(
                        Guard.SEALER,
                        "proved in another column alone",
                        facts ->
                                facts.evidence =
                                        sealedBy(new Sealer.Foreign("no"))
                                                .column(
                                                        "accounts",
                                                        "token",
                                                        EvidenceBuilder.sealed(Ids.FORMER_KEY),
                                                        1)));
    }

    private static EvidenceBuilder sealedBy(Sealer sealer) {
        return EvidenceBuilder.evidence()
                .column("oidc_settings", "client_secret", sealer, 1)
                .state(Ids.FORMER_KEY, new KeyState.Disabled())
                .state(Ids.CURRENT_KEY, new KeyState.Enabled());
    }

    private static List<Spoiled> rows() {
        List<Spoiled> all = new ArrayList<>();
        all.add(sampled("one opens", new Standing.Sample(19, 1, 0, 0)));
        all.add(sampled("one is undecided", new Standing.Sample(19, 0, 1, 0)));
        all.add(sampled("none was asked about", new Standing.Sample(0, 0, 0, 0)));
        for (Sealer sealer :
                List.of(
                        new Sealer.Current(Ids.CURRENT_KEY, Sealer.Proof.FINGERPRINT),
                        new Sealer.Foreign("no"),
                        new Sealer.Unresolved("no"))) {
            all.add(
                    spoil(
                            Guard.COMPANY,
                            "beside a value that is " + sealer,
                            facts -> facts.evidence.column("oidc_settings", "other", sealer, 1)));
        }
        all.add(
                spoil(
                        Guard.PROFILE,
                        "the table is forbidden",
                        facts -> facts.places.add(FactsBuilder.place(IfDeleted.FORBIDDEN))));
        all.add(
                spoil(
                        Guard.PROFILE,
                        "the product does not make it anew",
                        facts -> {
                            facts.places = List.of(FactsBuilder.place(IfDeleted.LOST));
                            manyRows(facts);
                        }));
        all.add(
                spoil(
                        Guard.PROFILE,
                        "no profile names it",
                        facts -> {
                            facts.places = List.of();
                            manyRows(facts);
                        }));
        all.add(
                spoil(
                        Guard.PROFILE,
                        "no empty state",
                        facts ->
                                facts.changes =
                                        List.of(
                                                FactsBuilder.change(
                                                        FactsBuilder.COLUMN,
                                                        Mode.PURGE_SUPERSEDED,
                                                        Effect.RESET))));
        all.add(counted("one too many", 101, 1_000, 0, 0));
        all.add(counted("one too many referred then", 100, 1_000, 1, 0));
        all.add(counted("one too many refers now", 100, 1_000, 0, 1));
        all.add(
                spoil(
                        Guard.COUNT,
                        "the plan's own cap",
                        facts -> facts.planCaps = new Caps(0, 0, 20)));
        all.add(spoil(Guard.COUNT, "the cap now", facts -> facts.caps = new Caps(0, 0, 20)));
        all.add(
                spoil(
                        Guard.SHARE,
                        "one more than the share",
                        facts ->
                                facts.onlyChange(
                                        FactsBuilder.change(21, 104, 0),
                                        FactsBuilder.standing(21, 200, 0))));
        all.add(
                spoil(
                        Guard.SHARE,
                        "the table has shrunk",
                        facts ->
                                facts.onlyChange(
                                        FactsBuilder.change(21, 200, 0),
                                        FactsBuilder.standing(21, 104, 0))));
        all.add(
                spoil(
                        Guard.SHARE,
                        "the whole of a small table that has grown",
                        facts ->
                                facts.onlyChange(
                                        FactsBuilder.change(5, 5, 0),
                                        FactsBuilder.standing(5, 6, 0))));
        all.add(
                spoil(
                        Guard.SHARE,
                        "the whole of a table that is not small",
                        facts ->
                                facts.onlyChange(
                                        FactsBuilder.change(6, 6, 0),
                                        FactsBuilder.standing(6, 6, 0))));
        all.add(
                spoil(
                        Guard.OBSTACLES,
                        "a trigger",
                        facts ->
                                facts.standings =
                                        List.of(
                                                new Standing(
                                                        1,
                                                        0,
                                                        1,
                                                        0,
                                                        List.of("it has a trigger"),
                                                        new Standing.Sample(1, 0, 0, 0)))));
        return all;
    }

    private static void manyRows(FactsBuilder facts) {
        facts.onlyChange(FactsBuilder.change(1, 1_000, 0), FactsBuilder.standing(1, 1_000, 0));
    }

    private static Spoiled sampled(String what, Standing.Sample sample) {
        return spoil(
                Guard.ROWS,
                what,
                facts -> facts.standings = List.of(new Standing(1, 0, 1, 0, List.of(), sample)));
    }

    private static Spoiled counted(String what, long rows, long of, long then, long now) {
        return spoil(
                Guard.COUNT,
                what,
                facts ->
                        facts.onlyChange(
                                FactsBuilder.change(rows, of, then),
                                FactsBuilder.standing(rows, of, now)));
    }

    private static Spoiled spoil(Guard guard, String what, Consumer<FactsBuilder> how) {
        return new Spoiled(guard, what, how);
    }

    @Test
    void atItsEdgeEveryGuardStillPasses() {
        List<Consumer<FactsBuilder>> edges =
                List.of(
                        facts -> facts.expires = facts.created.plus(PlanFaults.LONGEST),
                        facts -> facts.expires = facts.now.plusMillis(1),
                        facts -> facts.databaseTime = Optional.of(facts.now.plus(PlanFaults.DRIFT)),
                        facts -> facts.created = facts.now.plus(PlanFaults.DRIFT),
                        facts ->
                                facts.onlyChange(
                                        FactsBuilder.change(100, 500, 0),
                                        FactsBuilder.standing(100, 500, 0)),
                        facts ->
                                facts.onlyChange(
                                        FactsBuilder.change(90, 500, 10),
                                        FactsBuilder.standing(90, 500, 10)),
                        facts ->
                                facts.onlyChange(
                                        FactsBuilder.change(5, 5, 0),
                                        FactsBuilder.standing(5, 5, 0)),
                        facts ->
                                facts.onlyChange(
                                        FactsBuilder.change(20, 100, 0),
                                        new Standing(
                                                20,
                                                10,
                                                90,
                                                0,
                                                List.of(),
                                                new Standing.Sample(1, 0, 0, 0))),
                        facts -> {
                            facts.evidence = EvidenceBuilder.evidence();
                            facts.evidence
                                    .column(
                                            "accounts",
                                            "x",
                                            EvidenceBuilder.sealed(Ids.CURRENT_KEY),
                                            1)
                                    .state(Ids.CURRENT_KEY, new KeyState.Enabled());
                            facts.onlyChange(
                                    FactsBuilder.change(1, 5, 0), FactsBuilder.standing(0, 5, 0));
                        },
                        facts ->
                                facts.standings =
                                        List.of(
                                                new Standing(
                                                        1,
                                                        0,
                                                        1,
                                                        0,
                                                        List.of(),
                                                        new Standing.Sample(0, 0, 0, 1))),
                        facts -> facts.approval = new Approval.Automatic(),
                        facts ->
                                facts.evidence.column(
                                        "accounts", "x", new Sealer.Unresolved("no"), 1));
        for (Consumer<FactsBuilder> edge : edges) {
            FactsBuilder facts = new FactsBuilder();
            edge.accept(facts);
            assertThat(Clearance.toMend(facts.build()).refusals())
                    .as("edge %d", edges.indexOf(edge))
                    .isEmpty();
        }
    }

    @Test
    void aChangeOfNoRowsIsNone() {
        for (long rows : new long[] {0, -1}) {
            FactsBuilder facts =
                    new FactsBuilder()
                            .onlyChange(
                                    FactsBuilder.change(rows, 1, 0),
                                    FactsBuilder.standing(0, 1, 0));
            assertThat(Guard.COUNT.find(facts.build()))
                    .isEqualTo(new Finding("count", false, "a change of no rows is no change"));
        }
    }

    @Test
    void theSecondChangeIsLookedAtLikeTheFirst() {
        FactsBuilder facts = new FactsBuilder();
        facts.changes = List.of(FactsBuilder.change(1, 1, 0), FactsBuilder.change(1, 1, 0));
        facts.standings =
                List.of(
                        FactsBuilder.standing(1, 1, 0),
                        new Standing(
                                1,
                                0,
                                1,
                                0,
                                List.of("it has a trigger"),
                                new Standing.Sample(0, 1, 0, 0)));
        assertThat(Guard.ROWS.find(facts.build()).passed()).isFalse();
        assertThat(Guard.OBSTACLES.find(facts.build()).passed()).isFalse();
    }

    @Test
    void whereNotEveryChangeWasLookedAtNothingPasses() {
        FactsBuilder facts = new FactsBuilder();
        facts.changes = List.of(FactsBuilder.change(1, 1, 0), FactsBuilder.change(1, 1, 0));
        for (Guard guard :
                List.of(Guard.SEALER, Guard.ROWS, Guard.COUNT, Guard.SHARE, Guard.OBSTACLES)) {
            assertThat(guard.find(facts.build()).passed()).as(guard.title()).isFalse();
            assertThat(guard.find(facts.build()).reason()).doesNotContain("could not be decided");
        }
    }

    @Test
    void aChangeThatIsDoneNeedsNoSampleAnyMore() {
        FactsBuilder facts = new FactsBuilder();
        facts.standings =
                List.of(new Standing(0, 1, 0, 0, List.of(), new Standing.Sample(0, 0, 0, 0)));
        assertThat(Guard.ROWS.find(facts.build()).passed()).isTrue();
    }

    @Test
    void aSmallTableWhoseRowsAreNotMadeAnewIsNotExempt() {
        FactsBuilder facts = new FactsBuilder();
        facts.mode = Mode.PURGE_GONE;
        facts.planMode = Mode.PURGE_GONE;
        facts.verdict = FactsBuilder.lost();
        facts.verdictName = "Lost";
        facts.places = List.of(FactsBuilder.place(IfDeleted.LOST));
        facts.evidence.state(Ids.FORMER_KEY, new KeyState.Missing());
        facts.changes =
                List.of(FactsBuilder.change(FactsBuilder.COLUMN, Mode.PURGE_GONE, Effect.DELETE));
        assertThat(Clearance.toMend(facts.build()).refusals())
                .containsExactly(
                        new Finding(
                                "share",
                                false,
                                "1 of 1 rows of public.oidc_settings, the cap is 20 %"));
    }

    @Test
    void anInstallWithoutADataKeyHasNoCanary() {
        FactsBuilder facts = new FactsBuilder();
        facts.current = new InstallBuilder("spacelift-2026").role(Ids.CURRENT_ROLE).build();
        assertThat(Guard.CANARY.find(facts.build()))
                .isEqualTo(new Finding("canary", false, "the current install has no data key"));
    }

    @Test
    void whereNothingSealedWasFoundTheSystemIsAtFault() {
        FactsBuilder facts = new FactsBuilder();
        facts.evidence = EvidenceBuilder.evidence().state(Ids.CURRENT_KEY, new KeyState.Enabled());
        assertThat(Guard.SYSTEM.find(facts.build()))
                .isEqualTo(new Finding("system", false, "no sealed column was found at all"));
    }

    @Test
    void oneInferredGroupOfAColumnIsEnoughToRefuse() {
        FactsBuilder facts = new FactsBuilder();
        facts.evidence.sealer(
                Ids.fingerprint(77), new Sealer.Other(Ids.FORMER_KEY, Sealer.Proof.ELIMINATION));
        facts.evidence.column(
                EvidenceBuilder.census(
                        "oidc_settings",
                        "client_secret",
                        EvidenceBuilder.group(Ids.fingerprint(77), 1)));
        assertThat(Guard.SEALER.find(facts.build()).reason()).endsWith("is only inferred");
    }

    @Test
    void anotherProductsProfileIsAnother() {
        FactsBuilder facts = new FactsBuilder();
        facts.product = "semaphore";
        assertThat(Guard.VERSIONS.find(facts.build()).passed()).isFalse();
    }

    @Test
    void aChangeBeyondItsPlansModeIsRefused() {
        FactsBuilder facts = new FactsBuilder();
        facts.planMode = Mode.PURGE_GONE;
        assertThat(Guard.MODE.find(facts.build()).reason())
                .isEqualTo(
                        "public.oidc_settings.client_secret asks for purge-superseded, the plan is"
                                + " for purge-gone");
    }

    @Test
    void aPlanThatChangesNothingIsNoPlan() {
        FactsBuilder facts = new FactsBuilder();
        facts.changes = List.of();
        facts.standings = List.of();
        facts.approval = new Approval.ByPerson(FactsBuilder.PLAN, 0);
        assertThat(Clearance.toMend(facts.build()).refusals())
                .containsExactly(new Finding("hash", false, "it changes nothing"));
    }

    @Test
    void aReSealOfAllRowsNeedsNoProfileAndNoShare() {
        FactsBuilder facts = reseal(1_000);
        assertThat(Clearance.toMend(facts.build()).refusals()).isEmpty();

        assertThat(Clearance.toMend(reseal(1_001).build()).refusals())
                .containsExactly(
                        new Finding("count", false, "1001 rows to re-seal, the cap is 1000"));
    }

    private static FactsBuilder reseal(long rows) {
        FactsBuilder facts = new FactsBuilder();
        facts.mode = Mode.RESEAL;
        facts.planMode = Mode.RESEAL;
        facts.places = List.of(FactsBuilder.place(IfDeleted.FORBIDDEN));
        facts.evidence.state(Ids.FORMER_KEY, new KeyState.Enabled());
        facts.evidence.column("oidc_settings", "b", EvidenceBuilder.sealed(Ids.CURRENT_KEY), 1);
        Change change =
                new Change(
                        FactsBuilder.COLUMN,
                        Ids.FORMER_KEY,
                        Mode.RESEAL,
                        Effect.RESEAL,
                        rows,
                        rows,
                        0);
        return facts.onlyChange(change, FactsBuilder.standing(rows, rows, 0));
    }

    @Test
    void aPurgeOfWhatIsGoneNeedsTheVerdictAndTheKeyToAgree() {
        FactsBuilder facts = new FactsBuilder();
        facts.mode = Mode.PURGE_GONE;
        facts.planMode = Mode.PURGE_GONE;
        facts.verdict = FactsBuilder.lost();
        facts.verdictName = "Lost";
        facts.places = List.of(FactsBuilder.place(IfDeleted.LOST));
        facts.evidence.state(Ids.FORMER_KEY, new KeyState.Missing());
        facts.onlyChange(
                new Change(
                        FactsBuilder.COLUMN,
                        Ids.FORMER_KEY,
                        Mode.PURGE_GONE,
                        Effect.DELETE,
                        1,
                        10,
                        0),
                FactsBuilder.standing(1, 10, 0));
        assertThat(Clearance.toMend(facts.build()).refusals()).isEmpty();

        facts.verdict = FactsBuilder.rescuable();
        facts.verdictName = "Rescuable";
        assertThat(Clearance.toMend(facts.build()).refusals().stream().map(Finding::guard))
                .containsExactly("verdict", "keys");
    }

    @Test
    void twoColumnsOfATableShareItsShare() {
        FactsBuilder facts = new FactsBuilder();
        Change one = FactsBuilder.change(15, 100, 0);
        Change two =
                new Change(
                        FactsBuilder.column("oidc_settings", "b"),
                        Ids.FORMER_KEY,
                        Mode.PURGE_SUPERSEDED,
                        Effect.DELETE,
                        6,
                        100,
                        0);
        facts.evidence.column("oidc_settings", "b", EvidenceBuilder.sealed(Ids.FORMER_KEY), 6);
        facts.changes = List.of(one, two);
        facts.standings =
                List.of(FactsBuilder.standing(15, 100, 0), FactsBuilder.standing(6, 100, 0));
        facts.approval = new Approval.ByPerson(FactsBuilder.PLAN, 21);
        assertThat(Clearance.toMend(facts.build()).refusals())
                .containsExactly(
                        new Finding(
                                "share",
                                false,
                                "21 of 100 rows of public.oidc_settings, the cap is 20 %"));
    }

    @Test
    void theTableOfGuardsIsWhatItsVersionSays() {
        assertThat(Guard.RULES).isEqualTo("1");
        assertThat(Arrays.stream(Guard.values()).map(Guard::title).collect(Collectors.joining(" ")))
                .as("another set of guards is another version of the rules")
                .isEqualTo(
                        "mode approval expiry hash clock pause writer versions install verdict"
                                + " tables canary system keys sealer rows company profile count"
                                + " share obstacles");
    }

    @Test
    void aPermitLastsNoLongerThanItsPlan() {
        FactsBuilder facts = new FactsBuilder();
        assertThat(permit(facts).expires()).isEqualTo(facts.now.plus(Clearance.LASTS));
        facts.expires = facts.now.plus(Duration.ofMinutes(1));
        Permit permit = permit(facts);
        assertThat(permit.expires()).isEqualTo(facts.expires);
        assertThat(permit.plan()).isEqualTo(FactsBuilder.PLAN);
        assertThat(permit.mode()).isEqualTo(Mode.PURGE_SUPERSEDED);
        assertThat(permit.purpose()).isEqualTo(Permit.Purpose.MEND);
        assertThat(permit.isFor(Permit.Purpose.MEND, facts.expires.minusMillis(1))).isTrue();
        assertThat(permit.isFor(Permit.Purpose.MEND, facts.expires)).isFalse();
        assertThat(permit.isFor(Permit.Purpose.RESTORE, facts.now)).isFalse();
        assertThat(permit.allows(Effect.DELETE)).isTrue();
    }

    @Test
    void aPermitToReSealAllowsNoLoss() {
        Permit permit = permit(reseal(1));
        assertThat(permit.allows(Effect.RESEAL)).isTrue();
        assertThat(permit.allows(Effect.RESET)).isFalse();
        assertThat(permit.allows(Effect.DELETE)).isFalse();
    }

    private static Permit permit(FactsBuilder facts) {
        return Clearance.toMend(facts.build()).permit().orElseThrow();
    }
}
