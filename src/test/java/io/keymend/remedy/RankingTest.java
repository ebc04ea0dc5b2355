package io.keymend.remedy;

import static io.keymend.testing.EvidenceBuilder.evidence;
import static io.keymend.testing.EvidenceBuilder.sealed;
import static io.keymend.testing.Ids.CURRENT_KEY;
import static io.keymend.testing.Ids.FORMER_KEY;
import static io.keymend.testing.Ids.OLDEST_KEY;
import static io.keymend.testing.Ids.REPLICA_THERE;
import static io.keymend.testing.InstallBuilder.current;
import static io.keymend.testing.InstallBuilder.former;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.keymend.catalog.ProfileCatalog;
import io.keymend.denial.Denial;
import io.keymend.denial.KeyArn;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyRecord;
import io.keymend.evidence.KeyState;
import io.keymend.install.Install;
import io.keymend.install.KeyRole;
import io.keymend.json.Json;
import io.keymend.profile.Profile;
import io.keymend.testing.CaseBuilder;
import io.keymend.testing.DenialBuilder;
import io.keymend.testing.Ids;
import io.keymend.testing.InstallBuilder;
import io.keymend.verdict.Correction;
import io.keymend.verdict.StaleKey;
import io.keymend.verdict.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

final class RankingTest {
    private static final Profile PROFILE =
            ProfileCatalog.load(new Json()).of("spacelift").orElseThrow();
    private static final Evidence STALE =
            evidence()
                    .column("oidc_settings", "secret", sealed(FORMER_KEY), 1)
                    .column("accounts", "secret", sealed(FORMER_KEY), 1)
                    .state(FORMER_KEY, new KeyState.Disabled())
                    .build();
    private static final Denial DENIAL = DenialBuilder.denial().build();
    private static final Instant NOW = Instant.parse("2026-11-20T10:20:00Z");

    static Stream<Verdict> everyVerdict() {
        return Stream.concat(
                withoutLoss().map(set -> (Verdict) set.get()[0]),
                Stream.of(rescuable(new KeyState.Disabled()), lost()));
    }

    @ParameterizedTest
    @MethodSource("everyVerdict")
    void noRemedyCostsLessThanTheOneBeforeIt(Verdict verdict) {
        List<Remedy> remedies = rank(verdict);
        assertThat(remedies).isNotEmpty();
        assertThat(remedies).isSortedAccordingTo(Comparator.comparing(Remedy::loss));
    }

    static Stream<Arguments> withoutLoss() {
        return Stream.of(
                argumentSet(
                        "access missing",
                        new Verdict.AccessMissing(current(), CURRENT_KEY, new KeyState.Enabled())),
                argumentSet(
                        "wrong Region",
                        new Verdict.Misdirected(
                                current(),
                                FORMER_KEY,
                                new Correction.WrongRegion(
                                        "us-east-1", FORMER_KEY, new KeyState.Enabled()))),
                argumentSet("nothing stale", new Verdict.NothingStale(current(), 3)),
                argumentSet(
                        "not the database",
                        new Verdict.NotTheDatabase(former(), OLDEST_KEY, KeyRole.MASTER)),
                argumentSet("stranger", new Verdict.Stranger("who?")),
                argumentSet(
                        "unclear",
                        new Verdict.Unclear("why?", List.of(stale(new KeyState.Missing())))));
    }

    @ParameterizedTest
    @MethodSource("withoutLoss")
    void whereNoRowIsProvedStaleNothingCostsAnything(Verdict verdict) {
        assertThat(rank(verdict))
                .allSatisfy(remedy -> {
                    assertThat(remedy.loss()).isEqualTo(Loss.NOTHING);
                    assertThat(String.join("\n", remedy.commands())).doesNotContain("DELETE");
                    assertThat(String.join("\n", remedy.notes())).doesNotContain("DELETE");
                });
    }

    @Test
    void aRescueComesFirstAndNothingIsDeletedWhileItIsPossible() {
        List<Remedy> remedies = rank(rescuable(new KeyState.Disabled()));
        assertThat(remedies.getFirst().title()).startsWith("Enable the old key");
        assertThat(remedies.get(1).title()).startsWith("Re-seal the rows");
        assertThat(remedies.get(1).commands())
                .containsExactly(
                        "aws lambda invoke --function-name FUNCTION --cli-binary-format"
                            + " raw-in-base64-out --payload"
                            + " '{\"command\":\"plan\",\"install\":\"spacelift-2026\",\"mode\":\"reseal\",\"context\":{}}'"
                            + " /dev/stdout",
                        "aws kms re-encrypt --region eu-west-1 --ciphertext-blob fileb://VALUE"
                                + " --source-key-id "
                                + FORMER_KEY
                                + " --destination-key-id "
                                + CURRENT_KEY);
        assertThat(remedies).noneMatch(remedy -> remedy.act().deletes());
    }

    @Test
    void aLossEndsInTheDeletionAndSaysWhyNothingBetterIsPossible() {
        List<Remedy> remedies = rank(lost());
        assertThat(remedies).filteredOn(remedy -> remedy.act().deletes()).hasSize(1);
        assertThat(remedies.getLast().act()).isEqualTo(Act.DELETE);
        assertThat(remedies)
                .allSatisfy(remedy ->
                        assertThat(remedy.ruledOut())
                                .anyMatch(why ->
                                        why.startsWith("Bringing back " + FORMER_KEY)
                                                && why.endsWith("where it describes others."))
                                .anyMatch(why -> why.startsWith("Giving access or re-sealing")));
        assertThat(Ranking.of(lost(), situation(DENIAL, deletedRecord(), Mode.OFF)).getFirst())
                .satisfies(remedy ->
                        assertThat(remedy.ruledOut().getFirst())
                                .endsWith("and deleted it on 2026-11-19T00:00:00Z."));
    }

    @Test
    void aKeyThatIsGoneBesideOneThatIsNotHasNoReSealing() {
        Verdict mixed =
                new Verdict.Rescuable(
                        current(),
                        List.of(
                                stale(new KeyState.Disabled()),
                                new StaleKey(
                                        OLDEST_KEY, Optional.empty(), new KeyState.Missing(), 1)),
                        0);
        assertThat(rank(mixed))
                .filteredOn(remedy -> remedy.act() == Act.RESEAL)
                .singleElement()
                .satisfies(remedy ->
                        assertThat(remedy.needs().getFirst()).contains("kms:ReEncryptFrom"));
    }

    @Test
    void anUnclearCaseLeavesAKeyThatNobodyDeletesAlone() {
        assertThat(rank(new Verdict.Unclear("why?", List.of(stale(new KeyState.Disabled())))))
                .hasSize(1);
    }

    @Test
    void whatNeedsTheOldKeyIsNotOfferedOnceItIsGone() {
        String back = "Point the install back at the old key";
        assertThat(rank(rescuable(new KeyState.Disabled())))
                .extracting(Remedy::title)
                .contains(back);
        assertThat(rank(lost()))
                .extracting(Remedy::title)
                .doesNotContain(back)
                .contains("Log in as admin and set single sign-on up again");
    }

    @Test
    void anUnclearCaseStopsADeletionThatIsUnderWayFirst() {
        KeyState pending = new KeyState.PendingDeletion(Optional.empty());
        Evidence evidence = evidence().state(FORMER_KEY, pending).build();
        Verdict unclear = new Verdict.Unclear("why?", List.of(stale(pending)));
        List<Remedy> remedies =
                Ranking.of(
                        unclear,
                        new Situation(DENIAL, PROFILE, evidence, KeyRecord.none(), Mode.OFF, NOW));
        assertThat(remedies.getFirst().commands().getFirst())
                .startsWith("aws kms cancel-key-deletion");
        assertThat(remedies.getLast().title()).startsWith("Do not change any row");
    }

    @Test
    void aDenialThatNamesNoKeyMayStillBeTheCurrentKeys() {
        Verdict fine = new Verdict.NothingStale(current(), 3);
        Denial unnamed = DenialBuilder.denial().withoutKey().build();
        assertThat(rank(fine)).hasSize(1);
        assertThat(Ranking.of(fine, situation(unnamed, KeyRecord.none(), Mode.OFF)))
                .extracting(Remedy::act)
                .containsExactly(Act.INVESTIGATE, Act.GIVE_ACCESS);
    }

    @Test
    void anInstallWithoutAKeyOfKmsIsOfferedNothingUnderOne() {
        Install keyless = new InstallBuilder("own").role(Ids.CURRENT_ROLE).build();
        Denial unnamed = DenialBuilder.denial().withoutKey().build();
        Situation situation = situation(unnamed, KeyRecord.none(), Mode.OFF);

        assertThat(Ranking.of(new Verdict.NothingStale(keyless, 3), situation))
                .extracting(Remedy::act)
                .containsExactly(Act.INVESTIGATE);
        assertThat(
                        Ranking.of(
                                new Verdict.Rescuable(
                                        keyless, List.of(stale(new KeyState.Disabled())), 0),
                                situation))
                .isNotEmpty()
                .extracting(Remedy::act)
                .doesNotContain(Act.RESEAL);
    }

    @Test
    void eachVendorStepIsOffered() {
        assertThat(rank(rescuable(new KeyState.Disabled())))
                .extracting(Remedy::title)
                .containsAll(PROFILE.vendorSteps().stream().map(step -> step.title()).toList());
    }

    @Test
    void aLostKeyOffersNoRescueAndNoReSealing() {
        assertThat(rank(lost()))
                .flatExtracting(Remedy::commands)
                .noneMatch(command -> command.startsWith("aws kms "));
    }

    @Test
    void aKeyOfAnotherRegionIsNotReEncryptedInOneCall() {
        KeyArn there = new KeyArn("aws", "us-east-1", FORMER_KEY.account(), FORMER_KEY.id());
        for (KeyArn key : List.of(there, REPLICA_THERE)) {
            Verdict rescuable =
                    new Verdict.Rescuable(
                            current(),
                            List.of(new StaleKey(key, Optional.empty(), new KeyState.Enabled(), 1)),
                            0);
            assertThat(rank(rescuable).get(1).needs().getFirst())
                    .contains("kms:Decrypt on the old key");
            assertThat(rank(rescuable).get(1).commands())
                    .containsExactly(
                            "aws kms decrypt --region us-east-1 --ciphertext-blob fileb://VALUE"
                                    + " --key-id "
                                    + key
                                    + " --query Plaintext --output text | base64 --decode"
                                    + " | aws kms encrypt --region eu-west-1 --key-id "
                                    + CURRENT_KEY
                                    + " --plaintext fileb:///dev/stdin");
        }
    }

    @Test
    void anUnclearCaseNamesItsKeysToLookAt() {
        Verdict unclear = new Verdict.Unclear("why?", List.of(stale(new KeyState.Missing())));
        assertThat(rank(unclear))
                .singleElement()
                .satisfies(remedy -> {
                    assertThat(remedy.title()).startsWith("Do not change any row");
                    assertThat(remedy.commands())
                            .containsExactly(
                                    "aws kms describe-key --region eu-west-1 --key-id "
                                            + FORMER_KEY);
                });
    }

    private static List<Remedy> rank(Verdict verdict) {
        return Ranking.of(verdict, situation(DENIAL, KeyRecord.none(), Mode.OFF));
    }

    private static Situation situation(Denial denial, KeyRecord record, Mode mode) {
        return new Situation(denial, PROFILE, STALE, record, mode, NOW);
    }

    private static KeyRecord deletedRecord() {
        return new KeyRecord(List.of(CaseBuilder.deletion()), List.of());
    }

    private static Verdict lost() {
        return new Verdict.Lost(current(), List.of(stale(new KeyState.Missing())));
    }

    private static Verdict rescuable(KeyState state) {
        return new Verdict.Rescuable(current(), List.of(stale(state)), 0);
    }

    private static StaleKey stale(KeyState state) {
        return new StaleKey(FORMER_KEY, Optional.of(former()), state, 2);
    }
}
