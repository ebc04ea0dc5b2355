package io.keymend.remedy;

import static io.keymend.testing.EvidenceBuilder.evidence;
import static io.keymend.testing.Ids.CURRENT_KEY;
import static io.keymend.testing.Ids.FORMER_ROLE;
import static io.keymend.testing.Ids.REPLICA_THERE;
import static io.keymend.testing.InstallBuilder.current;
import static io.keymend.testing.InstallBuilder.currently;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.Denial;
import io.keymend.denial.IamArn;
import io.keymend.denial.Refusal;
import io.keymend.evidence.KeyRecord;
import io.keymend.evidence.KeyState;
import io.keymend.install.Install;
import io.keymend.profile.Profile;
import io.keymend.testing.DenialBuilder;
import io.keymend.testing.Ids;
import io.keymend.verdict.Correction;
import io.keymend.verdict.Verdict;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a denied current key, and a key asked for wrongly, need.
final class RankingAccessTest {
    private static final KeyState ENABLED = new KeyState.Enabled();
    private static final KeyState DISABLED = new KeyState.Disabled();
    private static final Denial DENIED = DenialBuilder.denial().key(CURRENT_KEY).build();

    @Test
    void aDeniedRoleNeedsTheStatementAlone() {
        assertThat(access(DENIED, current(), ENABLED))
                .extracting(Remedy::act)
                .containsExactly(Act.GIVE_ACCESS);
        assertThat(access(DENIED, current(), ENABLED).getFirst().commands().getFirst())
                .startsWith("aws iam put-role-policy");
    }

    @Test
    void aDisabledKeyIsEnabledFirst() {
        assertThat(access(DENIED, current(), DISABLED))
                .extracting(Remedy::act)
                .containsExactly(Act.BRING_BACK, Act.GIVE_ACCESS);
        assertThat(access(with(Refusal.DISABLED), current(), DISABLED))
                .extracting(Remedy::act)
                .containsExactly(Act.BRING_BACK);
    }

    @Test
    void aKeyWhoseStateIsHiddenIsLookedAtAfterTheStatement() {
        List<Remedy> remedies = access(DENIED, current(), new KeyState.Hidden("no right"));
        assertThat(remedies)
                .extracting(Remedy::act)
                .containsExactly(Act.GIVE_ACCESS, Act.INVESTIGATE);
        assertThat(remedies.getLast().notes())
                .containsExactly("Keymend could not see its state: no right");
    }

    @Test
    void aKeyThatIsEnabledAgainIsOnlyLookedAt() {
        assertThat(access(with(Refusal.DISABLED), current(), ENABLED))
                .singleElement()
                .satisfies(remedy -> {
                    assertThat(remedy.title()).contains("the key is enabled again");
                    assertThat(remedy.commands()).hasSize(1);
                });
    }

    @Test
    void whatRunsAsAFormerRoleIsFoundOutFirst() {
        Denial former = DenialBuilder.denial().key(CURRENT_KEY).by(FORMER_ROLE).build();
        assertThat(access(former, current(), ENABLED))
                .extracting(Remedy::title)
                .first()
                .asString()
                .isEqualTo("Find out what still runs as " + FORMER_ROLE);
    }

    @Test
    void theRolesPathIsTakenFromTheInstall() {
        IamArn whole = IamArn.parse("arn:aws:iam::111122223333:role/team/app").orElseThrow();
        IamArn session = IamArn.parse("arn:aws:sts::111122223333:assumed-role/app/i").orElseThrow();
        Install install = currently().role(whole).build();
        Denial denial = DenialBuilder.denial().key(CURRENT_KEY).by(session).build();
        assertThat(access(denial, install, ENABLED).getFirst().commands().getLast())
                .contains("--grantee-principal " + whole);
    }

    @Test
    void aReplicaIsMadeFromThePrimaryAndOpenedToTheRoles() {
        List<Remedy> remedies = corrections(ENABLED);
        assertThat(remedies)
                .extracting(Remedy::title)
                .containsExactly(
                        "Ask for the key in Region us-east-1",
                        "Or make a replica of the key in Region eu-west-1");
        assertThat(remedies.getLast().commands())
                .containsExactly(
                        "aws kms replicate-key --region us-east-1 --key-id "
                                + REPLICA_THERE
                                + " --replica-region eu-west-1",
                        Aws.grant(Ids.REPLICA_HERE, Ids.CURRENT_ROLE));
    }

    @Test
    void aKeyThatIsElsewhereAndDisabledIsEnabledFirst() {
        assertThat(corrections(DISABLED).getFirst().title()).isEqualTo("Enable the key");
    }

    @Test
    void aKeyOfOneRegionHasNoReplica() {
        assertThat(
                        rank(
                                new Verdict.Misdirected(
                                        current(),
                                        CURRENT_KEY,
                                        new Correction.WrongRegion(
                                                "us-east-1", CURRENT_KEY, ENABLED)),
                                DENIED,
                                ENABLED))
                .extracting(Remedy::title)
                .containsExactly("Ask for the key in Region eu-west-1");
    }

    @Test
    void aMovedAliasIsGivenBack() {
        KeyRecord.AliasMove move =
                new KeyRecord.AliasMove("alias/a b", Ids.FORMER_KEY, CURRENT_KEY, Instant.EPOCH);
        assertThat(
                        rank(
                                new Verdict.Misdirected(
                                        current(), Ids.FORMER_KEY, new Correction.AliasMoved(move)),
                                DENIED,
                                ENABLED))
                .singleElement()
                .satisfies(remedy ->
                        assertThat(remedy.commands())
                                .containsExactly(
                                        "aws kms update-alias --region eu-west-1 --alias-name"
                                                + " 'alias/a b' --target-key-id "
                                                + Ids.FORMER_KEY));
    }

    private static List<Remedy> corrections(KeyState state) {
        Correction wrong = new Correction.WrongRegion("eu-west-1", REPLICA_THERE, state);
        return rank(new Verdict.Misdirected(current(), Ids.REPLICA_HERE, wrong), DENIED, state);
    }

    private static Denial with(Refusal refusal) {
        return new Denial(
                DENIED.eventId(),
                DENIED.time(),
                DENIED.region(),
                refusal,
                "DisabledException",
                "",
                DENIED.key(),
                DENIED.principal(),
                Optional.empty(),
                Optional.empty());
    }

    private static List<Remedy> access(Denial denial, Install install, KeyState state) {
        return rank(new Verdict.AccessMissing(install, CURRENT_KEY, state), denial, state);
    }

    private static List<Remedy> rank(Verdict verdict, Denial denial, KeyState state) {
        return Ranking.of(
                verdict,
                new Situation(
                        denial,
                        Profile.unknown("spacelift"),
                        evidence().state(CURRENT_KEY, state).state(REPLICA_THERE, state).build(),
                        KeyRecord.none(),
                        Mode.OFF,
                        Instant.EPOCH));
    }
}
