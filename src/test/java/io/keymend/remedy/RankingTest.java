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
import io.keymend.denial.KeyArn;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyState;
import io.keymend.install.KeyRole;
import io.keymend.json.Json;
import io.keymend.profile.Profile;
import io.keymend.verdict.StaleKey;
import io.keymend.verdict.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
                    .build();

    static Stream<Verdict> everyVerdict() {
        return Stream.concat(
                withoutLoss().map(set -> (Verdict) set.get()[0]),
                Stream.of(
                        rescuable(new KeyState.Disabled()),
                        new Verdict.Lost(current(), List.of(stale(new KeyState.Missing())))));
    }

    @ParameterizedTest
    @MethodSource("everyVerdict")
    void noRemedyCostsLessThanTheOneBeforeIt(Verdict verdict) {
        List<Remedy> remedies = Ranking.of(verdict, PROFILE, STALE);
        assertThat(remedies).isNotEmpty();
        assertThat(remedies).isSortedAccordingTo(Comparator.comparing(Remedy::loss));
    }

    static Stream<Arguments> withoutLoss() {
        return Stream.of(
                argumentSet(
                        "access missing",
                        new Verdict.AccessMissing(current(), CURRENT_KEY, new KeyState.Enabled())),
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
        assertThat(Ranking.of(verdict, PROFILE, STALE))
                .allSatisfy(remedy -> {
                    assertThat(remedy.loss()).isEqualTo(Loss.NOTHING);
                    assertThat(String.join("\n", remedy.commands())).doesNotContain("DELETE");
                    assertThat(String.join("\n", remedy.notes())).doesNotContain("DELETE");
                });
    }

    @Test
    void aRescueComesFirstAndTheDeletionLast() {
        List<Remedy> remedies = Ranking.of(rescuable(new KeyState.Disabled()), PROFILE, STALE);
        assertThat(remedies.getFirst().title()).startsWith("Enable the old key");
        assertThat(remedies.get(1).title()).startsWith("Re-seal the rows");
        assertThat(remedies.get(1).commands())
                .containsExactly(
                        "aws kms re-encrypt --region eu-west-1 --ciphertext-blob fileb://VALUE"
                                + " --source-key-id "
                                + FORMER_KEY
                                + " --destination-key-id "
                                + CURRENT_KEY);
        assertThat(remedies.getLast().loss()).isEqualTo(Loss.ROW);
        assertThat(remedies).filteredOn(remedy -> remedy.loss() == Loss.ROW).hasSize(1);
    }

    @Test
    void eachVendorStepIsOffered() {
        assertThat(Ranking.of(rescuable(new KeyState.Disabled()), PROFILE, STALE))
                .extracting(Remedy::title)
                .containsAll(PROFILE.vendorSteps().stream().map(step -> step.title()).toList());
    }

    @Test
    void aLostKeyOffersNoRescueAndNoReSealing() {
        Verdict lost = new Verdict.Lost(current(), List.of(stale(new KeyState.Missing())));
        assertThat(Ranking.of(lost, PROFILE, STALE))
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
            assertThat(Ranking.of(rescuable, PROFILE, STALE).get(1).commands())
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
        assertThat(Ranking.of(unclear, PROFILE, STALE))
                .singleElement()
                .satisfies(remedy -> {
                    assertThat(remedy.title()).startsWith("Do not change any row");
                    assertThat(remedy.commands())
                            .containsExactly(
                                    "aws kms describe-key --region eu-west-1 --key-id "
                                            + FORMER_KEY);
                });
    }

    private static Verdict rescuable(KeyState state) {
        return new Verdict.Rescuable(current(), List.of(stale(state)), 0);
    }

    private static StaleKey stale(KeyState state) {
        return new StaleKey(FORMER_KEY, Optional.of(former()), state, 2);
    }
}
