package io.keymend.denial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keymend.testing.Ids;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

final class KeyInMessageTest {
    private static final String USER =
            "User: arn:aws:sts::111122223333:assumed-role/spacelift-server-role-k3x9a/i-1";
    private static final String DENIED = " is not authorized to perform: kms:Decrypt on resource: ";
    private static final Path MESSAGES = Path.of("../shared/data/cloudtrail/messages.tsv");

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
                USER + DENIED + "arn:aws:kms:eu-west-1:1111222",
                USER + DENIED
            })
    void aTextWithoutAWholeKeyArnNamesNone(String message) {
        assertThat(KeyInMessage.find(message)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kms:GenerateDataKey", "kms:CreateGrant", "kms:DescribeKey", "kms:DecryptX"})
    void anotherActionNamesNoKey(String action) {
        assertThat(
                        KeyInMessage.find(
                                USER
                                        + " is not authorized to perform: "
                                        + action
                                        + " on resource: "
                                        + Ids.FORMER_KEY))
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

    @Test
    void everyPrefixOfAMessageNamesTheWholeKeyOrACutOne() {
        String whole = USER + DENIED + Ids.FORMER_KEY + " because no session policy allows it";
        for (int end = 0; end <= whole.length(); end++) {
            Optional<KeyArn> found = KeyInMessage.find(whole.substring(0, end));
            assertThat(found.map(KeyArn::toString).orElse(""))
                    .satisfiesAnyOf(
                            key -> assertThat(key).isEmpty(),
                            key -> assertThat(Ids.FORMER_KEY.toString()).startsWith(key));
        }
    }

    @Test
    void noCollectedMessageThrowsAndThoseWithAWholeArnNameIt() throws IOException {
        assumeTrue(Files.exists(MESSAGES), "the collected messages are not on this machine");
        List<String> messages = Files.readAllLines(MESSAGES);
        List<String> found =
                messages.stream()
                        .flatMap(message -> KeyInMessage.find(message).stream())
                        .map(KeyArn::toString)
                        .toList();
        assertThat(messages).hasSizeGreaterThan(50);
        assertThat(found)
                .as("keys named by decrypt denials and states that hold a whole ARN")
                .hasSize(7)
                .allMatch(key -> key.contains(":key/"));
    }
}
