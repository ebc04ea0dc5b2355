package io.keymend.remedy;

import static io.keymend.testing.Ids.FORMER_KEY;
import static io.keymend.testing.InstallBuilder.currently;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.keymend.denial.IamArn;
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
                        "Enable the old key, then give the current roles access to it",
                        List.of("aws kms enable-key" + ON, GRANT)),
                argumentSet(
                        "pending deletion",
                        new KeyState.PendingDeletion(Optional.of(DATE)),
                        "Cancel the deletion of the old key now, then enable it and give the"
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
                        "Reconnect the custom key store of the old key, then give the current roles"
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
                        "Find out the state of the old key, bring it back if needed, and give the"
                                + " current roles access",
                        List.of("aws kms describe-key" + ON, GRANT)));
    }

    @ParameterizedTest
    @MethodSource("states")
    void eachStateHasItsWayBackAndItsCommands(KeyState state, String title, List<String> commands) {
        Remedy remedy = rescue(currently().build()).inState(state).orElseThrow();
        assertThat(remedy.title()).isEqualTo(title);
        assertThat(remedy.commands()).isEqualTo(commands);
        assertThat(remedy.loss()).isEqualTo(Loss.NOTHING);
    }

    @Test
    void thereIsNoWayBackToAKeyKmsDoesNotKnow() {
        assertThat(rescue(currently().build()).inState(new KeyState.Missing())).isEmpty();
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
        assertThat(rescue(install).inState(new KeyState.Enabled()).orElseThrow().commands())
                .hasSize(2)
                .allMatch(command -> command.startsWith("aws kms create-grant"));
    }

    @Test
    void aRolesPathNeverRunsInAShell() {
        IamArn odd = IamArn.parse("arn:aws:iam::111122223333:role/$(id);&|`x`/app").orElseThrow();
        assertThat(
                        rescue(currently().role(odd).build())
                                .inState(new KeyState.Enabled())
                                .orElseThrow()
                                .commands())
                .anyMatch(command -> command.contains(" '" + odd + "' "));
    }

    private static List<String> notes(KeyState state) {
        return rescue(currently().build()).inState(state).orElseThrow().notes();
    }

    private static KeyRescue rescue(Install install) {
        return new KeyRescue("the old key", FORMER_KEY, install);
    }
}
