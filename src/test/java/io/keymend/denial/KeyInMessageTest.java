package io.keymend.denial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.keymend.testing.Ids;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

final class KeyInMessageTest {
    private static final String USER =
            "User: arn:aws:sts::111122223333:assumed-role/spacelift-server-role-k3x9a/i-1";
    private static final String DENIED = " is not authorized to perform: kms:Decrypt on resource: ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                " because no identity-based policy allows the kms:Decrypt action",
                " because no resource-based policy allows the kms:Decrypt action",
                " because no session policy allows the kms:Decrypt action",
                " because no service control policy allows the kms:Decrypt action",
                " because no resource control policy allows the kms:Decrypt action",
                " because no VPC endpoint policy allows the kms:Decrypt action",
                " because no permissions boundary allows the kms:Decrypt action",
                " with an explicit deny",
                " with an explicit deny in an identity-based policy",
                " with an explicit deny in a resource-based policy",
                " with an explicit deny in a permissions boundary",
                " with an explicit deny in a sessions policy",
                " with an explicit deny in a VPC endpoint policy transitively through a service"
                        + " control policy",
                " with an explicit deny in a service control policy:"
                    + " arn:aws:organizations::111122223333:policy/o-1/service_control_policy/p-2",
                " (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException;"
                        + " Request ID: 1; Proxy: null)"
            })
    void everyWordingOfADenialNamesItsKey(String reason) {
        assertThat(KeyInMessage.find(USER + DENIED + Ids.FORMER_KEY + reason))
                .contains(Ids.FORMER_KEY);
        assertThat(KeyInMessage.find(USER + DENIED + '"' + Ids.FORMER_KEY + '"' + reason))
                .contains(Ids.FORMER_KEY);
        assertThat(KeyInMessage.find(USER + DENIED + "'" + Ids.FORMER_KEY + "'" + reason))
                .contains(Ids.FORMER_KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s is disabled.",
                "%s is pending deletion",
                "%s is pending deletion.",
                "%s is pending deletion (or pending replica deletion).",
                "%s is pending import.",
                "%s is unavailable. You cannot perform this operation on an unavailable KMS key.",
                "%s is creating.",
                "%s is updating.",
                "Key '%s' does not exist",
                "Key '%s' does not exist."
            })
    void everyWordingOfAKeysStateNamesIt(String wording) {
        assertThat(KeyInMessage.find(wording.formatted(Ids.FORMER_KEY))).contains(Ids.FORMER_KEY);
        assertThat(KeyInMessage.find(wording.formatted(Ids.REPLICA_HERE)))
                .contains(Ids.REPLICA_HERE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "Rate exceeded",
                "Access to KMS is not allowed",
                "Invalid keyId 'auto'",
                "The request was denied due to a VPC endpoint policy",
                "The key ID in the request does not identify a KMS key that can perform this"
                        + " operation.",
                "The ciphertext refers to a customer master key that does not exist, does not exist"
                        + " in this region, or you are not allowed to access.",
                USER
                        + " is not authorized to perform: kms:Decrypt on the resource associated"
                        + " with this ciphertext because no identity-based policy allows the"
                        + " kms:Decrypt action",
                USER + DENIED + "*",
                USER + DENIED + "* because no identity-based policy allows the kms:Decrypt action",
                USER + DENIED + "arn:aws:kms:eu-west-1:111122223333:alias/spacelift",
                USER + DENIED + "arn:aws:kms:region:accountId:key/1",
                USER + DENIED + "arn:aws:kms:eu-west-1:1111222233334:key/1",
                USER + DENIED + "arn:aws:kms:eu-west-1:111122223333:key/e7b0fb1b-…",
                USER + DENIED + "arn:aws:kms:eu-west-1:111122223333:key/e7b0fb1b-...",
                USER + DENIED + "arn:aws:kms:eu-west-1:111122223333:key/e7b0fb1b",
                USER + DENIED + "arn:aws:kms:eu-west-1:1111222",
                USER + DENIED
            })
    void aTextWithoutAWholeKeyArnNamesNone(String message) {
        assertThat(KeyInMessage.find(message)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kms:GenerateDataKey", "kms:CreateGrant", "kms:DescribeKey", "kms:DecryptX"})
    void theKeyOfAnotherActionIsNoDenialsKey(String action) {
        assertThat(
                        ErrorText.of(
                                        USER
                                                + " is not authorized to perform: "
                                                + action
                                                + " on resource: "
                                                + Ids.FORMER_KEY)
                                .decryptKey())
                .isEmpty();
    }

    @Test
    void ofThreeArnsTheOneAtTheAnchorIsTheKey() {
        assertThat(
                        KeyInMessage.find(
                                USER
                                        + DENIED
                                        + Ids.FORMER_KEY
                                        + " with an explicit deny in a resource-based policy: "
                                        + Ids.STRANGER_KEY))
                .contains(Ids.FORMER_KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User: arn:aws:sts::111122223333:assumed-role/app/%s",
                "User: arn:aws:iam::111122223333:user/%s/jo",
                "User: %s"
            })
    void aForeignKeyInTheCallersNameNeverWins(String caller) {
        String text = caller.formatted(Ids.STRANGER_KEY) + DENIED + Ids.FORMER_KEY;
        assertThat(KeyInMessage.find(text)).contains(Ids.FORMER_KEY);
    }

    @Test
    void aForgedAnchorMakesTheKeyUncertain() {
        String session = "x" + DENIED + Ids.STRANGER_KEY + " ";
        assertThat(KeyInMessage.find("User: " + session + DENIED + Ids.FORMER_KEY)).isEmpty();
    }

    @Test
    void aStateIsReadOnlyAtTheVeryStart() {
        assertThat(KeyInMessage.find("x " + Ids.FORMER_KEY + " is disabled.")).isEmpty();
        assertThat(KeyInMessage.find("x Key '" + Ids.FORMER_KEY + "' does not exist")).isEmpty();
        assertThat(KeyInMessage.find(Ids.FORMER_KEY + " is mine")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " because no session policy allows it",
                ".",
                "... because",
                "… because",
                "\" because"
            })
    void everyPrefixOfAMessageNamesTheWholeKeyOrNone(String rest) {
        for (KeyArn key : List.of(Ids.FORMER_KEY, Ids.REPLICA_HERE)) {
            String whole = USER + DENIED + key;
            for (int end = 0; end < whole.length(); end++) {
                assertThat(KeyInMessage.find(whole.substring(0, end)))
                        .as("cut at %d", end)
                        .isEmpty();
                assertThat(KeyInMessage.find(whole.substring(0, end) + "..."))
                        .as("cut at %d, with dots", end)
                        .isEmpty();
            }
            assertThat(KeyInMessage.find(whole + rest).isPresent())
                    .as("whole, then %s", rest)
                    .isEqualTo(!rest.startsWith("…") && !rest.startsWith("..."));
        }
    }

    @Test
    void anOddIdCountsWhereSomethingFollowsIt() {
        KeyArn odd = Ids.key("1111aaaa-22bb-33cc-44d-5555eeee6666");
        KeyArn name = Ids.key("abc-123");
        assertThat(KeyInMessage.find(USER + DENIED + odd)).contains(odd);
        assertThat(KeyInMessage.find(USER + DENIED + name)).isEmpty();
        assertThat(KeyInMessage.find(USER + DENIED + name + " with an explicit deny"))
                .contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DisabledException: ",
                "software.amazon.awssdk.services.kms.model.DisabledException: ",
                "An error occurred (DisabledException) when calling the Decrypt operation: ",
                "An error occurred (DisabledException) when calling the Decrypt operation (reached"
                        + " max retries: 4): "
            })
    void whatAnSdkWritesBeforeAStateIsPassedOver(String prefix) {
        assertThat(KeyInMessage.find(prefix + Ids.FORMER_KEY + " is disabled."))
                .contains(Ids.FORMER_KEY);
        assertThat(KeyInMessage.find(prefix + "Key '" + Ids.FORMER_KEY + "' does not exist"))
                .contains(Ids.FORMER_KEY);
    }

    @Test
    void aTextMadeToBeSlowIsReadAtOnce() {
        for (String part : List.of("a.", "a", "An error occurred (", " ", DENIED, "arn:aws:kms:")) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(5),
                    () -> ErrorText.of(part.repeat(200_000)),
                    () -> "many times " + part);
        }
    }
}
