package io.keymend.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.ColumnName;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.TableName;
import io.keymend.install.DatabaseRef;
import io.keymend.install.Engine;
import io.keymend.mend.Action;
import io.keymend.mend.ChunkOutcome.Reason;
import io.keymend.mend.ChunkOutcome.Skipped;
import io.keymend.mend.Digest;
import io.keymend.mend.MendReport;
import io.keymend.mend.MendReport.Result;
import io.keymend.mend.Plan;
import io.keymend.mend.PlanPart;
import io.keymend.mend.RestoreOutcome;
import io.keymend.mend.RestoreReport;
import io.keymend.mend.Selection;
import io.keymend.mend.Tally;
import io.keymend.mend.Target;
import io.keymend.remedy.Caps;
import io.keymend.remedy.Change;
import io.keymend.remedy.Effect;
import io.keymend.remedy.Finding;
import io.keymend.remedy.Mode;
import io.keymend.remedy.Terms;
import io.keymend.testing.Ids;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What people are told after a mend.
final class MendAlertTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Finding OK = new Finding("mode", true, "the mode allows it");
    private static final Tally TALLY =
            new Tally(
                    3,
                    2,
                    Arrays.stream(Reason.values())
                            .collect(Collectors.toMap(Function.identity(), _ -> 1L)));

    @Test
    void everyCountIsToldAndTheyAddUp() {
        MendReport report = report(Result.APPLIED, "", TALLY, Optional.of(5L), List.of(OK));

        Alert alert = MendAlert.of(report);

        assertThat(alert.subject())
                .isEqualTo("Keymend: spacelift-2026: mended, 5 rows changed, 6 left");
        assertThat(alert.text())
                .containsSubsequence(
                        "Plan             " + report.id(),
                        "Mode             purge-superseded",
                        "Rests on         Rescuable",
                        "WHAT WAS PLANNED",
                        "public.oidc_settings.client_secret: 20 rows of 100 to be deleted, sealed"
                                + " by "
                                + Ids.FORMER_KEY);
        assertThat(count(alert, "planned")).isEqualTo(20);
        assertThat(count(alert, "changed")).isEqualTo(5);
        assertThat(alert.text()).contains("of them 2 by a run that could not tell of it");
        assertThat(count(alert, "left, readable")).isEqualTo(1);
        assertThat(count(alert, "left, gone")).isEqualTo(1);
        assertThat(count(alert, "not reached")).isEqualTo(20 - 5 - 6);
        assertThat(count(alert, "in the journal")).isEqualTo(5);
        assertThat(alert.text())
                .contains("All 1 passed.", "\"command\":\"restore\"", "\"rows\":\"5\"");
        assertThat(alert.attributes())
                .containsEntry("verdict", "MendApplied")
                .containsEntry("severity", "warning")
                .containsEntry("mode", "purge-superseded")
                .containsEntry("product", "spacelift")
                .containsEntry("dedupKey", "mend/" + report.id());
    }

    private static long count(Alert alert, String what) {
        return alert.text()
                .lines()
                .filter(line -> line.startsWith("  " + what + " "))
                .mapToLong(line -> Long.parseLong(line.substring(49).strip()))
                .sum();
    }

    @Test
    void whereNothingWasChangedNothingIsToBeUndone() {
        Alert alert =
                MendAlert.of(
                        report(
                                Result.REFUSED,
                                "a guard stands against it",
                                Tally.NONE,
                                Optional.of(0L),
                                List.of(
                                        OK,
                                        new Finding("count", false, "21 rows, the cap is 20"))));
        assertThat(alert.subject()).isEqualTo("Keymend: spacelift-2026: a mend was refused");
        assertThat(alert.text())
                .contains(
                        "Why: a guard stands against it",
                        "REFUSED  count: 21 rows, the cap is 20",
                        "Nothing was changed, so there is nothing to undo.")
                .doesNotContain("restore", "mode: the mode allows it");
    }

    @Test
    void aPlanThatIsHalfDoneSaysHowToGoOnAndHowToUndo() {
        Alert alert =
                MendAlert.of(
                        report(
                                Result.UNFINISHED,
                                "no time was left",
                                TALLY,
                                Optional.empty(),
                                List.of(OK)));
        assertThat(alert.text())
                .containsSubsequence(
                        "\"command\":\"apply\"", "\"rows\":\"20\"", "\"command\":\"restore\"");
        assertThat(alert.text()).doesNotContain("in the journal");
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSED, error",
        "TAKEN, warning",
        "UNFINISHED, error",
        "APPLIED, warning",
        "FAILED, critical"
    })
    void eachEndHasItsSeverity(Result result, String severity) {
        Alert alert = MendAlert.of(report(result, "why", TALLY, Optional.of(5L), List.of(OK)));
        assertThat(alert.attributes()).containsEntry("severity", severity);
        assertThat(alert.text().contains("No run goes on with this plan."))
                .isEqualTo(result == Result.FAILED);
    }

    @ParameterizedTest
    @EnumSource
    void whateverAFieldHoldsTheAlertCanBeSent(Result result) {
        List<Skipped> many = new ArrayList<>();
        IntStream.range(0, 20)
                .forEach(_ ->
                        many.add(
                                new Skipped(
                                        new RowKey(List.of("k\n\u202e".repeat(5_000))),
                                        Reason.MOVED,
                                        "w\u0000".repeat(5_000))));
        MendReport report =
                new MendReport(
                        plan("x\ny".repeat(40)).id(),
                        Optional.of(plan("x\ny".repeat(40))),
                        result,
                        "w\u0007".repeat(9_000),
                        TALLY,
                        Optional.empty(),
                        List.of(),
                        many);
        Alert alert = MendAlert.of(report);
        assertThat(alert.subject()).matches("[\\x20-\\x7e]{1,99}");
        assertThat(alert.sms()).matches("[\\x20-\\x7e]{1,140}");
        assertThat(alert.text().length()).isLessThan(61_000);
        assertThat(alert.text()).doesNotContain("\u202e", "\u0000", "\u0007");
        assertThat(alert.text().lines()).allMatch(line -> line.length() <= 998);
    }

    @Test
    void anUnknownPlanCanBeToldOf() {
        MendReport report =
                new MendReport(
                        plan("x").id(),
                        Optional.empty(),
                        Result.REFUSED,
                        "there is no such plan",
                        Tally.NONE,
                        Optional.empty(),
                        List.of(),
                        List.of());
        assertThat(MendAlert.of(report).text()).contains("there is no such plan");
    }

    @Test
    void aRestoreTellsItsConflicts() {
        Alert alert =
                RestoreAlert.of(
                        new RestoreReport(
                                plan("x").id(),
                                RestoreReport.Result.RESTORED,
                                "",
                                7,
                                2,
                                1,
                                List.of(
                                        new RestoreOutcome.Conflict(
                                                new RowKey(List.of("9")),
                                                RestoreOutcome.Reason.EXISTS,
                                                "it is there again")),
                                List.of()));
        assertThat(alert.subject())
                .isEqualTo("Keymend: 7 rows put back, 1 in conflict, 2 put back before");
        assertThat(alert.text()).contains("9: it is there again");
        assertThat(alert.attributes())
                .containsEntry("severity", "error")
                .containsEntry("verdict", "Restored");
    }

    private static MendReport report(
            Result result,
            String why,
            Tally tally,
            Optional<Long> journaled,
            List<Finding> findings) {
        Plan plan = plan("spacelift-2026");
        return new MendReport(
                plan.id(), Optional.of(plan), result, why, tally, journaled, findings, List.of());
    }

    private static Plan plan(String install) {
        ColumnName column =
                new ColumnName(new TableName("public", "oidc_settings"), "client_secret");
        KeyArn key = Ids.FORMER_KEY;
        return new Plan(
                new Terms(
                        "spacelift",
                        install,
                        new DatabaseRef(Engine.POSTGRESQL, "cluster", "spacelift", "secret"),
                        Mode.PURGE_SUPERSEDED,
                        "Rescuable",
                        "h",
                        "1",
                        "1",
                        Caps.DEFAULT,
                        NOW,
                        NOW.plusSeconds(60)),
                List.of(
                        new PlanPart(
                                new Change(
                                        column,
                                        key,
                                        Mode.PURGE_SUPERSEDED,
                                        Effect.DELETE,
                                        20,
                                        100,
                                        0),
                                new Target(
                                        column,
                                        List.of(new KeyColumn("id", false)),
                                        new Action.Delete()),
                                new Selection.NotNull(),
                                new Digest("0f".repeat(32)))));
    }
}
