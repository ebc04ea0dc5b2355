package io.keymend.verdict;

import static io.keymend.testing.CaseBuilder.verdict;
import static io.keymend.testing.EvidenceBuilder.evidence;
import static io.keymend.testing.EvidenceBuilder.sealed;
import static io.keymend.testing.Ids.CURRENT_KEY;
import static io.keymend.testing.Ids.FORMER_KEY;
import static io.keymend.testing.Ids.OLDEST_KEY;
import static io.keymend.testing.Ids.REPLICA_HERE;
import static io.keymend.testing.Ids.REPLICA_THERE;
import static io.keymend.testing.Ids.fingerprint;
import static io.keymend.testing.InstallBuilder.current;
import static io.keymend.testing.InstallBuilder.former;
import static io.keymend.testing.InstallBuilder.formerly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Canary;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyRecord;
import io.keymend.evidence.KeyState;
import io.keymend.evidence.Sealer;
import io.keymend.install.Install;
import io.keymend.install.KeyRole;
import io.keymend.install.Match;
import io.keymend.testing.CaseBuilder;
import io.keymend.testing.EvidenceBuilder;
import io.keymend.testing.InstallBuilder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// When a key counts as lost: only on proof, and only for rows it is known to have sealed.
final class JudgeLostTest {
    private static final KeyState MISSING = new KeyState.Missing();
    private static final Install OLDEST =
            new InstallBuilder("spacelift-2021")
                    .key(OLDEST_KEY, KeyRole.DATA)
                    .from("2021-01-10T00:00:00Z")
                    .build();
    private static final Match FORMER =
            new Match.Former(current(), FORMER_KEY, List.of(former(), OLDEST));
    private static final Match NO_KEY = new Match.KeyUnnamed(current(), List.of(former(), OLDEST));

    @Test
    void rowsOfAKeyKmsDoesNotKnowInItsHoldersAccountAreLost() {
        Verdict lost =
                new Verdict.Lost(
                        current(),
                        List.of(new StaleKey(FORMER_KEY, Optional.of(former()), MISSING, 5)));
        assertThat(verdict(FORMER, gone().build())).isEqualTo(lost);
        assertThat(verdict(NO_KEY, gone().build())).isEqualTo(lost);
        assertThat(verdict(FORMER, gone().column("b", "y", sealed(CURRENT_KEY), 9).build()))
                .isEqualTo(lost);
    }

    static Stream<Arguments> doubts() {
        return Stream.of(
                argumentSet("an unread table", gone().unread("hooks")),
                argumentSet(
                        "unresolved rows",
                        gone().column("b", "y", new Sealer.Unresolved("throttled"), 1)),
                argumentSet(
                        "rows of nobody knows which key",
                        gone().column("b", "y", new Sealer.Foreign("?"), 1)),
                argumentSet(
                        "a sealer that is only inferred",
                        evidence()
                                .state(FORMER_KEY, MISSING)
                                .column(
                                        "b",
                                        "y",
                                        new Sealer.Other(FORMER_KEY, Sealer.Proof.ELIMINATION),
                                        1)),
                argumentSet(
                        "a value never tried with the current key",
                        gone().neverAsked(fingerprint(0))),
                argumentSet("a canary that failed", gone().canary(new Canary.Failed("dead"))),
                argumentSet(
                        "a canary that nobody asked", gone().canary(new Canary.NotRun("denied"))),
                argumentSet(
                        "a place where KMS describes no key",
                        gone().state(CURRENT_KEY, new KeyState.Hidden("denied"))),
                argumentSet(
                        "only rows of nobody knows which key",
                        evidence()
                                .state(FORMER_KEY, MISSING)
                                .column("b", "y", new Sealer.Foreign("?"), 1)));
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void aDoubtIsNeverALoss(EvidenceBuilder evidence) {
        assertThat(verdict(FORMER, evidence.build()))
                .isInstanceOfSatisfying(
                        Verdict.Unclear.class,
                        unclear ->
                                assertThat(unclear.keys())
                                        .extracting(StaleKey::key)
                                        .contains(FORMER_KEY));
    }

    @Test
    void aDeletionOnRecordProvesWhatANotFoundAloneDoesNot() {
        Evidence evidence = gone().state(CURRENT_KEY, new KeyState.Hidden("denied")).build();
        assertThat(CaseBuilder.of(FORMER, evidence).deleted(CaseBuilder.deletion()).verdict())
                .isInstanceOf(Verdict.Lost.class);
        KeyRecord.Deletion another = new KeyRecord.Deletion(OLDEST_KEY, Instant.EPOCH, "event");
        assertThat(CaseBuilder.of(FORMER, evidence).deleted(another).verdict())
                .isInstanceOf(Verdict.Unclear.class);
    }

    @Test
    void aDeletionOnRecordDoesNotOutweighAKeyThatIsThere() {
        Evidence evidence = gone().state(FORMER_KEY, new KeyState.Disabled()).build();
        assertThat(CaseBuilder.of(FORMER, evidence).deleted(CaseBuilder.deletion()).verdict())
                .isInstanceOf(Verdict.Rescuable.class);
    }

    @Test
    void kmsMustDescribeKeysInTheVeryPlaceOfTheMissingOne() {
        KeyArn far = new KeyArn("aws", "us-east-1", FORMER_KEY.account(), FORMER_KEY.id());
        Install held = new InstallBuilder("far").key(far, KeyRole.DATA).build();
        Match match = new Match.Former(current(), far, List.of(held));
        EvidenceBuilder evidence = evidence().state(far, MISSING).column("b", "y", sealed(far), 2);
        assertThat(verdict(match, evidence.build())).isInstanceOf(Verdict.Unclear.class);
        KeyArn neighbour = new KeyArn("aws", "us-east-1", FORMER_KEY.account(), OLDEST_KEY.id());
        evidence.state(neighbour, new KeyState.Disabled());
        assertThat(verdict(match, evidence.build())).isInstanceOf(Verdict.Lost.class);
    }

    @Test
    void eachDoubtSaysWhatItIs() {
        assertThat(why(gone().neverAsked(fingerprint(0))))
                .isEqualTo("KMS was not asked whether the current key opens 5 sealed values");
        assertThat(why(gone().canary(new Canary.NotRun("denied"))))
                .isEqualTo(
                        "it was not seen that the current key opens a fresh value of its own:"
                                + " denied");
        assertThat(why(gone().canary(new Canary.Failed("dead"))))
                .isEqualTo("the current key does not open a fresh value of its own: dead");
        assertThat(why(gone().state(CURRENT_KEY, new KeyState.Hidden("denied"))))
                .isEqualTo("it is not proved that the key is gone: " + FORMER_KEY);
        assertThat(why(gone().unread("hooks"))).isEqualTo("1 table could not be read");
        assertThat(why(gone().unread("hooks").unread("more")))
                .isEqualTo("2 tables could not be read");
        assertThat(
                        why(
                                evidence()
                                        .state(FORMER_KEY, MISSING)
                                        .column(
                                                "b",
                                                "y",
                                                new Sealer.Other(
                                                        FORMER_KEY, Sealer.Proof.ELIMINATION),
                                                3)))
                .startsWith("no key on record opens 3 sealed values.");
    }

    private static String why(EvidenceBuilder evidence) {
        return ((Verdict.Unclear) verdict(FORMER, evidence.build())).why();
    }

    @Test
    void theTraceTellsTheRulesUpToTheOneThatDecided() {
        Judgement judgement = Judge.judge(CaseBuilder.of(FORMER, gone().build()).build());
        assertThat(judgement.trace())
                .hasSize(Rules.inOrder().size())
                .extracting(Judgement.Step::rule)
                .doesNotHaveDuplicates();
        assertThat(judgement.trace().getFirst())
                .hasToString("stranger: not met, an install on record fits");
        assertThat(judgement.trace().getLast())
                .hasToString(
                        "lost: decided. Every table was read, every stale value is a key's that is"
                                + " proved gone, and the current key works.");
        assertThat(
                        Judge.judge(
                                        CaseBuilder.of(new Match.Unknown("who?"), gone().build())
                                                .build())
                                .trace())
                .hasSize(1);
    }

    @Test
    void foreignRowsAloneAreNeitherLostNorRescuable() {
        Evidence evidence = evidence().column("b", "y", new Sealer.Foreign("?"), 3).build();
        assertThat(verdict(NO_KEY, evidence))
                .isEqualTo(
                        new Verdict.Unclear(
                                "3 sealed values are not the current key's, and it is not known"
                                        + " whose they are",
                                List.of()));
    }

    @Test
    void asManyRowsOfTheOneKindAsOfTheOtherAreNotNone() {
        Evidence evidence =
                gone().column("b", "y", new Sealer.Foreign("?"), 5)
                        .column("c", "z", sealed(CURRENT_KEY), 1)
                        .build();
        assertThat(verdict(FORMER, evidence)).isInstanceOf(Verdict.Unclear.class);
    }

    @Test
    void foreignRowsMayStillBeTheDeniedKeysIfItCanBeUsed() {
        Evidence evidence =
                evidence()
                        .state(FORMER_KEY, new KeyState.Disabled())
                        .column("b", "y", new Sealer.Foreign("?"), 3)
                        .build();
        assertThat(verdict(FORMER, evidence))
                .isEqualTo(
                        new Verdict.Rescuable(
                                current(),
                                List.of(
                                        new StaleKey(
                                                FORMER_KEY,
                                                Optional.of(former()),
                                                new KeyState.Disabled(),
                                                0)),
                                3));
    }

    @Test
    void oneKeyThatMayOpenItsRowsMakesTheRestWorthARescue() {
        Evidence evidence =
                gone().column("b", "y", sealed(OLDEST_KEY), 2)
                        .state(OLDEST_KEY, new KeyState.Disabled())
                        .build();
        assertThat(verdict(FORMER, evidence)).isInstanceOf(Verdict.Rescuable.class);
    }

    @Test
    void aUsableKeyThatSealedNothingSavesNothing() {
        Evidence evidence =
                evidence()
                        .state(FORMER_KEY, new KeyState.Disabled())
                        .state(OLDEST_KEY, MISSING)
                        .column("b", "y", sealed(OLDEST_KEY), 2)
                        .build();
        assertThat(verdict(FORMER, evidence)).isInstanceOf(Verdict.Unclear.class);
    }

    @Test
    void aKeyOfAnotherAccountThanItsHoldersIsNotProvedGone() {
        Install elsewhere = formerly().account("444455556666").build();
        Match match = new Match.Former(current(), FORMER_KEY, List.of(elsewhere));
        assertThat(verdict(match, gone().build())).isInstanceOf(Verdict.Unclear.class);
    }

    @Test
    void aKeyNobodyHeldIsNotProvedGone() {
        Match match = new Match.KeyUnnamed(current(), List.of());
        assertThat(verdict(match, gone().build())).isInstanceOf(Verdict.Unclear.class);
    }

    @Test
    void aMultiRegionKeyMissingInOneRegionIsNotProvedGone() {
        Install held = formerly().key(REPLICA_THERE, KeyRole.DATA).build();
        Match match = new Match.Former(current(), REPLICA_HERE, List.of(held));
        Evidence evidence =
                evidence()
                        .state(REPLICA_HERE, MISSING)
                        .column("b", "y", sealed(REPLICA_HERE), 2)
                        .build();
        assertThat(verdict(match, evidence)).isInstanceOf(Verdict.Unclear.class);
    }

    private static EvidenceBuilder gone() {
        return evidence()
                .state(FORMER_KEY, MISSING)
                .column(
                        "oidc_settings",
                        "secret",
                        new Sealer.Other(FORMER_KEY, Sealer.Proof.RECORDED),
                        5);
    }
}
