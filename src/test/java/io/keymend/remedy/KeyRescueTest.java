package io.keymend.remedy;

import static io.keymend.testing.Ids.FORMER_KEY;
import static io.keymend.testing.InstallBuilder.currently;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.keymend.denial.IamArn;
import io.keymend.evidence.KeyFacts;
import io.keymend.evidence.KeyOrigin;
import io.keymend.evidence.KeyReading;
import io.keymend.evidence.KeyState;
import io.keymend.install.Install;
import io.keymend.testing.Ids;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

final class KeyRescueTest {
    private static final String ON = " --region eu-west-1 --key-id " + FORMER_KEY;
    private static final String GRANT =
            "aws kms create-grant"
                    + ON
                    + " --grantee-principal "
                    + Ids.CURRENT_ROLE
                    + " --operations Decrypt";
    private static final KeyReading ENABLED = KeyReading.of(new KeyState.Enabled());
    private static final Instant NOW = Instant.parse("2026-11-20T10:20:00Z");
    private static final Instant DATE = Instant.parse("2026-12-01T00:00:00Z");

    static Stream<Arguments> states() {
        return Stream.of(
                argumentSet(
                        "enabled",
                        new KeyState.Enabled(),
                        "Give the current roles access to the old key",
                        List.of(GRANT)),
                argumentSet(
                        "disabled",
                        new KeyState.Disabled(),
                        "Enable the old key, then give the current roles access",
                        List.of("aws kms enable-key" + ON, GRANT)),
                argumentSet(
                        "pending deletion",
                        new KeyState.PendingDeletion(Optional.of(DATE)),
                        "Cancel the deletion of the old key now, then enable it, then give the"
                                + " current roles access",
                        List.of(
                                "aws kms cancel-key-deletion" + ON,
                                "aws kms enable-key" + ON,
                                GRANT)),
                argumentSet(
                        "waiting for its replicas",
                        new KeyState.PendingReplicaDeletion(Optional.of(7)),
                        "Cancel the deletion of the old key now, then enable it, then give the"
                                + " current roles access",
                        List.of(
                                "aws kms cancel-key-deletion" + ON,
                                "aws kms enable-key" + ON,
                                GRANT)),
                argumentSet(
                        "pending import",
                        new KeyState.PendingImport(),
                        "Import the material of the old key again, then give the current roles"
                                + " access",
                        List.of(
                                "aws kms get-parameters-for-import --wrapping-algorithm"
                                        + " RSAES_OAEP_SHA_256 --wrapping-key-spec RSA_4096"
                                        + ON,
                                "aws kms import-key-material --encrypted-key-material"
                                        + " fileb://MATERIAL --import-token fileb://TOKEN"
                                        + " --expiration-model KEY_MATERIAL_DOES_NOT_EXPIRE"
                                        + ON,
                                GRANT)),
                argumentSet(
                        "store down",
                        new KeyState.Unavailable(),
                        "Reconnect the key store of the old key, then give the current roles"
                                + " access",
                        List.of(
                                "aws kms connect-custom-key-store --region eu-west-1"
                                        + " --custom-key-store-id STORE_ID",
                                GRANT)),
                argumentSet(
                        "in between",
                        new KeyState.Transient("Updating"),
                        "Wait until the old key leaves the state Updating, then give the current"
                                + " roles access",
                        List.of("aws kms describe-key" + ON, GRANT)),
                argumentSet(
                        "hidden",
                        new KeyState.Hidden("AccessDenied"),
                        "Find out the state of the old key and bring it back if needed, then give"
                                + " the current roles access",
                        List.of("aws kms describe-key" + ON, GRANT)));
    }

    @ParameterizedTest
    @MethodSource("states")
    void eachStateHasItsWayBackAndItsCommands(KeyState state, String title, List<String> commands) {
        Remedy remedy = rescue(currently().build(), KeyReading.of(state)).remedy().orElseThrow();
        assertThat(remedy.title()).isEqualTo(title);
        assertThat(remedy.commands()).isEqualTo(commands);
        assertThat(remedy.loss()).isEqualTo(Loss.NOTHING);
    }

    @Test
    void thereIsNoWayBackToAKeyKmsDoesNotKnow() {
        assertThat(rescue(currently().build(), KeyReading.of(new KeyState.Missing())).remedy())
                .isEmpty();
    }

    @Test
    void theDeadlineIsNamedAndAMissingOneIsSaid() {
        assertThat(notes(new KeyState.PendingDeletion(Optional.of(DATE))))
                .anyMatch(note -> note.contains("until 2026-12-01T00:00:00Z"));
        assertThat(notes(new KeyState.PendingDeletion(Optional.empty())))
                .anyMatch(note -> note.contains("no date"));
    }

    @Test
    void whatHidTheStateIsTold() {
        assertThat(notes(new KeyState.Hidden("AccessDenied")))
                .anyMatch(note -> note.contains("AccessDenied"));
    }

    @Test
    void everyCurrentRoleGetsItsGrant() {
        Install install = currently().role(Ids.role("spacelift-drain-role-k3x9a")).build();
        assertThat(rescue(install, ENABLED).remedy().orElseThrow().commands())
                .hasSize(2)
                .allMatch(command -> command.startsWith("aws kms create-grant"));
    }

    @Test
    void aRolesPathNeverRunsInAShell() {
        IamArn odd = IamArn.parse("arn:aws:iam::111122223333:role/$(id);&|`x`/app").orElseThrow();
        assertThat(rescue(currently().role(odd).build(), ENABLED).remedy().orElseThrow().commands())
                .anyMatch(command -> command.contains(" '" + odd + "' "));
    }

    @Test
    void theTimeLeftIsSaid() {
        assertThat(notes(new KeyState.PendingDeletion(Optional.of(DATE))))
                .anyMatch(note -> note.contains("2026-12-01T00:00:00Z (10 d 13 h left)"));
        assertThat(notes(new KeyState.PendingReplicaDeletion(Optional.of(7))))
                .anyMatch(note -> note.contains("7 days are left"));
        assertThat(notes(new KeyState.PendingReplicaDeletion(Optional.empty())))
                .anyMatch(note -> note.contains("days begin to run"));
    }

    @Test
    void aReplicaThatGoesTakesOnlyItsRegionAlong() {
        KeyReading pending = KeyReading.of(new KeyState.PendingDeletion(Optional.of(DATE)));
        assertThat(rescue(currently().build(), pending).remedy().orElseThrow().notes().getFirst())
                .endsWith("After that nothing opens its rows again.");
        assertThat(
                        new KeyRescue("the key", Ids.REPLICA_HERE, pending, List.of(), NOW)
                                .remedy()
                                .orElseThrow()
                                .notes()
                                .getFirst())
                .endsWith("After that it is gone from this Region.");
    }

    @Test
    void anEnabledKeyThatNobodyNeedsAccessToNeedsNothing() {
        assertThat(new KeyRescue("the key", FORMER_KEY, ENABLED, List.of(), NOW).remedy())
                .isEmpty();
        assertThat(
                        new KeyRescue(
                                        "the key",
                                        FORMER_KEY,
                                        KeyReading.of(new KeyState.Disabled()),
                                        List.of(),
                                        NOW)
                                .remedy()
                                .orElseThrow())
                .satisfies(remedy -> {
                    assertThat(remedy.title()).isEqualTo("Enable the key");
                    assertThat(remedy.notes()).noneMatch(note -> note.contains("IAM policy"));
                    assertThat(remedy.commands()).containsExactly("aws kms enable-key" + ON);
                });
    }

    static Stream<Arguments> origins() {
        KeyState down = new KeyState.Unavailable();
        return Stream.of(
                argumentSet(
                        "external store",
                        facts(KeyOrigin.EXTERNAL_KEY_STORE, Optional.of("cks-1234567890abcdef0")),
                        down,
                        "its proxy must answer"),
                argumentSet(
                        "CloudHSM",
                        facts(KeyOrigin.AWS_CLOUDHSM, Optional.of("cks-1234567890abcdef0")),
                        down,
                        "the cluster must be active"),
                argumentSet(
                        "imported and expiring",
                        facts(KeyOrigin.EXTERNAL, Optional.empty()),
                        new KeyState.Enabled(),
                        "expires on 2026-12-01T00:00:00Z (10 d 13 h left)"));
    }

    @ParameterizedTest
    @MethodSource("origins")
    void whereTheMaterialIsSaysWhatARescueTakes(KeyFacts facts, KeyState state, String note) {
        Remedy remedy =
                rescue(currently().build(), new KeyReading(state, Optional.of(facts)))
                        .remedy()
                        .orElseThrow();
        assertThat(remedy.notes()).anyMatch(text -> text.contains(note));
        facts.keyStore()
                .ifPresent(store ->
                        assertThat(remedy.commands())
                                .first()
                                .asString()
                                .endsWith("--custom-key-store-id " + store));
    }

    @Test
    void aKeyThatNobodyCanGrantOrThatOpensNothingIsSaidToBeSo() {
        KeyFacts plain = KeyFacts.PLAIN;
        KeyFacts odd =
                new KeyFacts(
                        plain.origin(),
                        plain.validTo(),
                        plain.keyStore(),
                        plain.regions(),
                        "AWS",
                        "RSA_4096",
                        "SIGN_VERIFY");
        assertThat(notes(plain))
                .noneMatch(note -> note.contains("AWS manages") || note.contains("opens no values"))
                .anyMatch(note -> note.contains("an IAM policy on the role does as well"));
        assertThat(notes(odd))
                .anyMatch(note -> note.contains("AWS manages this key"))
                .anyMatch(note -> note.contains("SIGN_VERIFY: it opens no values"));
    }

    private static List<String> notes(KeyFacts facts) {
        return rescue(
                        currently().build(),
                        new KeyReading(new KeyState.Enabled(), Optional.of(facts)))
                .remedy()
                .orElseThrow()
                .notes();
    }

    private static KeyFacts facts(KeyOrigin origin, Optional<String> store) {
        return new KeyFacts(
                origin,
                Optional.of(DATE).filter(_ -> origin == KeyOrigin.EXTERNAL),
                store,
                Optional.empty(),
                "CUSTOMER",
                "SYMMETRIC_DEFAULT",
                "ENCRYPT_DECRYPT");
    }

    private static List<String> notes(KeyState state) {
        return rescue(currently().build(), KeyReading.of(state)).remedy().orElseThrow().notes();
    }

    private static KeyRescue rescue(Install install, KeyReading reading) {
        return new KeyRescue("the old key", FORMER_KEY, reading, install.roles(), NOW);
    }
}
