package io.keymend.alert;

import static io.keymend.testing.Ids.CURRENT_KEY;
import static io.keymend.testing.Ids.FORMER_KEY;
import static io.keymend.testing.Ids.OLDEST_KEY;
import static io.keymend.testing.InstallBuilder.current;
import static io.keymend.testing.InstallBuilder.former;
import static io.keymend.testing.ReportBuilder.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyRecord;
import io.keymend.evidence.KeyState;
import io.keymend.install.KeyRole;
import io.keymend.verdict.Correction;
import io.keymend.verdict.StaleKey;
import io.keymend.verdict.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

final class HeadlineTest {
    private static final KeyState LATER = pending("2026-12-09T00:00:00Z");
    private static final KeyState SOON = pending("2026-12-01T00:00:00Z");

    static Stream<Arguments> verdicts() {
        return Stream.of(
                argumentSet(
                        "access missing",
                        new Verdict.AccessMissing(current(), CURRENT_KEY, new KeyState.Enabled()),
                        "AccessMissing",
                        "error",
                        "Spacelift production may not use its own key"),
                argumentSet(
                        "rescuable",
                        new Verdict.Rescuable(
                                current(),
                                List.of(stale(FORMER_KEY, new KeyState.Disabled(), 2)),
                                1),
                        "Rescuable",
                        "error",
                        "Spacelift production cannot decrypt 3 sealed values"),
                argumentSet(
                        "rescuable, with a deadline",
                        new Verdict.Rescuable(current(), List.of(stale(FORMER_KEY, SOON, 1)), 0),
                        "Rescuable",
                        "critical",
                        "Spacelift production cannot decrypt 1 sealed value: 10 d 13 h left"),
                argumentSet(
                        "wrong Region",
                        new Verdict.Misdirected(
                                current(),
                                CURRENT_KEY,
                                new Correction.WrongRegion(
                                        "us-east-1", CURRENT_KEY, new KeyState.Enabled())),
                        "Misdirected",
                        "error",
                        "Spacelift production asks for its key in the wrong Region"),
                argumentSet(
                        "alias moved",
                        new Verdict.Misdirected(
                                current(),
                                CURRENT_KEY,
                                new Correction.AliasMoved(
                                        new KeyRecord.AliasMove(
                                                "alias/app",
                                                CURRENT_KEY,
                                                FORMER_KEY,
                                                Instant.EPOCH))),
                        "Misdirected",
                        "error",
                        "Spacelift production asks for its key by an alias that was moved"),
                argumentSet(
                        "lost",
                        new Verdict.Lost(
                                current(), List.of(stale(FORMER_KEY, new KeyState.Missing(), 4))),
                        "Lost",
                        "critical",
                        "Spacelift production lost the key of 4 sealed values"),
                argumentSet(
                        "nothing stale",
                        new Verdict.NothingStale(current(), 9),
                        "NothingStale",
                        "warning",
                        "Spacelift production was refused, but its values are fine"),
                argumentSet(
                        "not the database",
                        new Verdict.NotTheDatabase(current(), OLDEST_KEY, KeyRole.SIGNING),
                        "NotTheDatabase",
                        "warning",
                        "Spacelift production was refused its signing key"),
                argumentSet(
                        "stranger",
                        new Verdict.Stranger("who?"),
                        "Stranger",
                        "warning",
                        "a key or role in no recorded install"),
                argumentSet(
                        "unclear",
                        new Verdict.Unclear("why?", List.of()),
                        "Unclear",
                        "error",
                        "Spacelift needs a person to decide"));
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void eachVerdictHasItsLine(Verdict verdict, String name, String severity, String what) {
        Headline headline = Headline.of(report().with(verdict, List.of()));
        assertThat(headline.name()).isEqualTo(name);
        assertThat(headline.severity()).isEqualTo(severity);
        assertThat(headline.what()).isEqualTo(what);
    }

    static Stream<Verdict> verdictsWithADeadline() {
        List<StaleKey> keys = List.of(stale(FORMER_KEY, LATER, 1), stale(OLDEST_KEY, SOON, 1));
        return Stream.of(
                new Verdict.Rescuable(current(), keys, 0),
                new Verdict.Unclear("why?", keys),
                new Verdict.AccessMissing(current(), CURRENT_KEY, SOON),
                new Verdict.Misdirected(
                        current(),
                        CURRENT_KEY,
                        new Correction.WrongRegion("us-east-1", CURRENT_KEY, SOON)));
    }

    @ParameterizedTest
    @MethodSource("verdictsWithADeadline")
    void theEarliestDeletionIsTheDeadlineAndIsReadFirst(Verdict verdict) {
        Headline headline = Headline.of(report().with(verdict, List.of()));
        assertThat(headline.severity()).isEqualTo("critical");
        assertThat(headline.what()).endsWith(": 10 d 13 h left");
        assertThat(headline.meaning())
                .startsWith(
                        "The key is being deleted: on 2026-12-01T00:00:00Z, 10 d 13 h left. Stop"
                                + " that first.");
    }

    @Test
    void aDeletionWithoutADateIsADeadlineToo() {
        KeyState waits = new KeyState.PendingReplicaDeletion(Optional.of(7));
        assertThat(
                        meaning(
                                new Verdict.Rescuable(
                                        current(), List.of(stale(FORMER_KEY, waits, 1)), 0)))
                .startsWith("The key is being deleted: KMS has set no date yet. Stop that first.");
    }

    @Test
    void aRescueNeverPromisesTheRowsOfAKeyThatIsGone() {
        StaleKey usable = stale(FORMER_KEY, new KeyState.Disabled(), 2);
        StaleKey gone = stale(OLDEST_KEY, new KeyState.Missing(), 3);
        assertThat(meaning(new Verdict.Rescuable(current(), List.of(usable), 0)))
                .contains("They can still be saved");
        assertThat(meaning(new Verdict.Rescuable(current(), List.of(usable, gone), 0)))
                .doesNotContain("They can still be saved")
                .contains("KMS does not know the key of 3 sealed values; the rest can");
    }

    private static String meaning(Verdict verdict) {
        return Headline.of(report().with(verdict, List.of())).meaning();
    }

    private static KeyState pending(String date) {
        return new KeyState.PendingDeletion(Optional.of(Instant.parse(date)));
    }

    private static StaleKey stale(KeyArn key, KeyState state, long rows) {
        return new StaleKey(key, Optional.of(former()), state, rows);
    }
}
