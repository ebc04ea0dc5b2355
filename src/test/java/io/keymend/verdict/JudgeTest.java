package io.keymend.verdict;

import static io.keymend.testing.CaseBuilder.verdict;
import static io.keymend.testing.EvidenceBuilder.evidence;
import static io.keymend.testing.EvidenceBuilder.sealed;
import static io.keymend.testing.Ids.CURRENT_KEY;
import static io.keymend.testing.Ids.FORMER_KEY;
import static io.keymend.testing.Ids.OLDEST_KEY;
import static io.keymend.testing.InstallBuilder.current;
import static io.keymend.testing.InstallBuilder.former;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyState;
import io.keymend.evidence.Sealer;
import io.keymend.install.KeyRole;
import io.keymend.install.Match;
import io.keymend.testing.EvidenceBuilder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

final class JudgeTest {
    private static final Match FORMER = new Match.Former(current(), FORMER_KEY, List.of(former()));
    private static final Match NO_KEY = new Match.KeyUnnamed(current(), List.of(former()));

    static Stream<Arguments> matchesThatDecideAlone() {
        return Stream.of(
                argumentSet("unknown", new Match.Unknown("who?"), new Verdict.Stranger("who?")),
                argumentSet(
                        "ambiguous",
                        new Match.Ambiguous("which?", List.of(current())),
                        new Verdict.Unclear("which?", List.of())),
                argumentSet(
                        "not data",
                        new Match.NotData(former(), OLDEST_KEY, KeyRole.MASTER),
                        new Verdict.NotTheDatabase(former(), OLDEST_KEY, KeyRole.MASTER)));
    }

    @ParameterizedTest
    @MethodSource("matchesThatDecideAlone")
    void whateverTheTablesHoldTheMatchDecides(Match match, Verdict verdict) {
        assertThat(verdict(match, Evidence.none("not read"))).isEqualTo(verdict);
        assertThat(verdict(match, stale(new KeyState.Missing()).build())).isEqualTo(verdict);
    }

    static Stream<KeyState> statesThatMayOpen() {
        return Stream.of(
                new KeyState.Enabled(),
                new KeyState.Disabled(),
                new KeyState.PendingDeletion(Optional.empty()),
                new KeyState.PendingImport(),
                new KeyState.Unavailable(),
                new KeyState.Transient("Updating"),
                new KeyState.Hidden("AccessDenied"));
    }

    @ParameterizedTest
    @MethodSource("statesThatMayOpen")
    void theCurrentKeyRefusedMeansAccessIsMissing(KeyState state) {
        Match match = new Match.Current(current(), CURRENT_KEY, List.of(former()));
        Evidence evidence = evidence().state(CURRENT_KEY, state).build();
        assertThat(verdict(match, evidence))
                .isEqualTo(new Verdict.AccessMissing(current(), CURRENT_KEY, state));
    }

    @Test
    void aCurrentKeyThatKmsDoesNotKnowIsForAPersonToDecide() {
        Match match = new Match.Current(current(), CURRENT_KEY, List.of());
        Evidence evidence = evidence().state(CURRENT_KEY, new KeyState.Missing()).build();
        assertThat(verdict(match, evidence))
                .isEqualTo(
                        new Verdict.Unclear(
                                "KMS knows no key "
                                        + CURRENT_KEY
                                        + ", which is recorded as the current install's own",
                                List.of()));
    }

    @ParameterizedTest
    @MethodSource("statesThatMayOpen")
    void rowsOfAKeyThatMayStillOpenThemAreRescuable(KeyState state) {
        StaleKey key = new StaleKey(FORMER_KEY, Optional.of(former()), state, 5);
        assertThat(verdict(FORMER, stale(state).build()))
                .isEqualTo(new Verdict.Rescuable(current(), List.of(key), 0));
        assertThat(verdict(NO_KEY, stale(state).build()))
                .isEqualTo(new Verdict.Rescuable(current(), List.of(key), 0));
    }

    @Test
    void aRescueStandsWhenSomeTablesCouldNotBeRead() {
        assertThat(verdict(FORMER, stale(new KeyState.Disabled()).unread("hooks").build()))
                .isInstanceOf(Verdict.Rescuable.class);
    }

    @Test
    void onlyRowsOfTheCurrentKeyMeanNothingIsStale() {
        Evidence evidence =
                evidence()
                        .column("a", "x", sealed(CURRENT_KEY), 3)
                        .column("b", "y", sealed(CURRENT_KEY), 4)
                        .build();
        assertThat(verdict(FORMER, evidence)).isEqualTo(new Verdict.NothingStale(current(), 7));
        assertThat(verdict(NO_KEY, evidence)).isEqualTo(new Verdict.NothingStale(current(), 7));
    }

    static Stream<Arguments> undecided() {
        EvidenceBuilder fine = evidence().column("a", "x", sealed(CURRENT_KEY), 3);
        return Stream.of(
                argumentSet(
                        "unread tables",
                        fine.unread("hooks").build(),
                        "1 table could not be read, and no stale row is in the rest"),
                argumentSet(
                        "unresolved rows",
                        evidence()
                                .column("a", "x", sealed(CURRENT_KEY), 3)
                                .column("b", "y", new Sealer.Unresolved("throttled"), 2)
                                .build(),
                        "2 sealed values could not be attributed to a key, and no stale row is in"
                                + " the rest"),
                argumentSet(
                        "nothing found",
                        evidence().build(),
                        "no sealed column was found in a product known to seal"),
                argumentSet(
                        "nothing read",
                        evidence().unseen("no such secret"),
                        "the tables could not be read: no such secret"));
    }

    @ParameterizedTest
    @MethodSource("undecided")
    void whatWasNotReadIsNeverNothing(Evidence evidence, String why) {
        for (Match match : List.of(FORMER, NO_KEY)) {
            assertThat(verdict(match, evidence))
                    .isInstanceOfSatisfying(
                            Verdict.Unclear.class,
                            unclear -> assertThat(unclear.why()).isEqualTo(why));
        }
    }

    @Test
    void theDeniedKeyComesFirstAndEachKeyCountsItsRows() {
        Evidence evidence =
                stale(new KeyState.Disabled())
                        .column("b", "y", sealed(OLDEST_KEY), 2)
                        .column("c", "z", sealed(FORMER_KEY), 1)
                        .state(OLDEST_KEY, new KeyState.Enabled())
                        .build();
        Match match = new Match.Former(current(), OLDEST_KEY, List.of(former()));
        assertThat(verdict(match, evidence))
                .isEqualTo(
                        new Verdict.Rescuable(
                                current(),
                                List.of(
                                        new StaleKey(
                                                OLDEST_KEY,
                                                Optional.empty(),
                                                new KeyState.Enabled(),
                                                2),
                                        new StaleKey(
                                                FORMER_KEY,
                                                Optional.of(former()),
                                                new KeyState.Disabled(),
                                                6)),
                                0));
    }

    private static EvidenceBuilder stale(KeyState state) {
        return evidence()
                .column("oidc_settings", "secret", sealed(FORMER_KEY), 5)
                .state(FORMER_KEY, state);
    }
}
