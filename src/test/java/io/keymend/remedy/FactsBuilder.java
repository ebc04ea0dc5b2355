package io.keymend.remedy;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Canary;
import io.keymend.evidence.ColumnName;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyState;
import io.keymend.evidence.TableName;
import io.keymend.install.Install;
import io.keymend.profile.Profile;
import io.keymend.profile.SealedLocation;
import io.keymend.profile.SealedLocation.IfDeleted;
import io.keymend.testing.EvidenceBuilder;
import io.keymend.testing.Ids;
import io.keymend.testing.InstallBuilder;
import io.keymend.verdict.StaleKey;
import io.keymend.verdict.Verdict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Facts under which every guard passes: the one row of `oidc_settings`, sealed by the disabled
/// former key, is to be deleted. Tests change one thing at a time.
final class FactsBuilder {
    static final PlanId PLAN = new PlanId("a1".repeat(32));
    static final PlanId OTHER_PLAN = new PlanId("b2".repeat(32));
    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    static final ColumnName COLUMN = column("oidc_settings", "client_secret");

    Mode mode = Mode.PURGE_SUPERSEDED;
    Caps caps = Caps.DEFAULT;
    Optional<String> writer = Optional.of("arn:writer");
    String historian = "arn:historian";
    Approval approval = new Approval.ByPerson(PLAN, 1);
    Pause pause = new Pause.Off();
    Instant now = NOW;
    Optional<Instant> databaseTime = Optional.of(NOW);
    Optional<PlanId> recomputed = Optional.of(PLAN);
    Mode planMode = Mode.PURGE_SUPERSEDED;
    Caps planCaps = Caps.DEFAULT;
    String product = "spacelift";
    String verdictName = "Rescuable";
    String history = "history";
    String profileVersion = "1";
    String rules = Guard.RULES;
    Instant created = NOW.minusSeconds(60);
    Instant expires = NOW.plusSeconds(3_600);
    List<Change> changes = new ArrayList<>(List.of(change(1, 1, 0)));
    List<Standing> standings = new ArrayList<>(List.of(standing(1, 1, 0)));
    boolean looked = true;
    Install current = InstallBuilder.current();
    Install planned = current;
    List<Install> formers = List.of(InstallBuilder.former());
    List<SealedLocation> places = new ArrayList<>(List.of(place(IfDeleted.RECREATED)));
    EvidenceBuilder evidence =
            EvidenceBuilder.evidence()
                    .column(
                            "oidc_settings",
                            "client_secret",
                            EvidenceBuilder.sealed(Ids.FORMER_KEY),
                            1)
                    .state(Ids.FORMER_KEY, new KeyState.Disabled())
                    .state(Ids.CURRENT_KEY, new KeyState.Enabled());
    Optional<Evidence> otherEvidence = Optional.empty();
    Verdict verdict = rescuable();
    Map<KeyArn, Canary> canaries = Map.of(Ids.CURRENT_KEY, new Canary.Passed(Ids.fingerprint(99)));

    static ColumnName column(String table, String column) {
        return new ColumnName(new TableName("public", table), column);
    }

    static Change change(long rows, long tableRows, long referring) {
        return new Change(
                COLUMN,
                Ids.FORMER_KEY,
                Mode.PURGE_SUPERSEDED,
                Effect.DELETE,
                rows,
                tableRows,
                referring);
    }

    static Change change(ColumnName column, Mode least, Effect effect) {
        return new Change(column, Ids.FORMER_KEY, least, effect, 1, 1, 0);
    }

    static Standing standing(long remaining, long tableRows, long referring) {
        return new Standing(
                remaining, 0, tableRows, referring, List.of(), new Standing.Sample(1, 0, 0, 0));
    }

    static SealedLocation place(IfDeleted ifDeleted) {
        return place("oidc_settings", ifDeleted);
    }

    static SealedLocation place(String table, IfDeleted ifDeleted) {
        return new SealedLocation(table, Optional.empty(), "settings", ifDeleted, "warning");
    }

    static Verdict rescuable() {
        return new Verdict.Rescuable(InstallBuilder.current(), stale(new KeyState.Disabled()), 0);
    }

    static Verdict lost() {
        return new Verdict.Lost(InstallBuilder.current(), stale(new KeyState.Missing()));
    }

    private static List<StaleKey> stale(KeyState state) {
        return List.of(
                new StaleKey(Ids.FORMER_KEY, Optional.of(InstallBuilder.former()), state, 1));
    }

    FactsBuilder onlyChange(Change change, Standing standing) {
        changes = List.of(change);
        standings = List.of(standing);
        approval = new Approval.ByPerson(PLAN, change.rows());
        return this;
    }

    Terms terms() {
        return new Terms(
                product,
                planned.id(),
                planned.database(),
                planMode,
                verdictName,
                history,
                profileVersion,
                rules,
                planCaps,
                created,
                expires);
    }

    Facts build() {
        Profile profile = new Profile("spacelift", "Spacelift", "1", places, List.of(), List.of());
        return new Facts(
                new Proposal(PLAN, terms(), changes, recomputed),
                approval,
                new Leave(mode, caps, writer, historian),
                pause,
                now,
                databaseTime,
                looked
                        ? Optional.of(
                                new Look(
                                        current,
                                        formers,
                                        profile,
                                        otherEvidence.orElseGet(evidence::build),
                                        verdict,
                                        canaries,
                                        "history"))
                        : Optional.empty(),
                standings);
    }
}
