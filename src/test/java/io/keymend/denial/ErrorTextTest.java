package io.keymend.denial;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.PolicyRefusal.Layer;
import io.keymend.testing.Ids;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

final class ErrorTextTest {
    private static final String USER =
            "User: arn:aws:sts::111122223333:assumed-role/spacelift-server-role-k3x9a/i-1";
    private static final String DENIED =
            USER + " is not authorized to perform: kms:Decrypt on resource: " + Ids.FORMER_KEY;
    private static final String SCP =
            "arn:aws:organizations::111122223333:policy/o-a1b2c3d4e5/service_control_policy/p-0f1e2d3c";

    @ParameterizedTest
    @EnumSource
    void everyLayerIsReadWhetherItDeniesOrDoesNotAllow(Layer layer) {
        boolean boundary = layer == Layer.PERMISSIONS_BOUNDARY;
        String policy = layer.words() + (boundary ? "" : " policy");

        assertThat(refusal(" because no " + policy + " allows the kms:Decrypt action"))
                .contains(new PolicyRefusal(layer, false, Optional.empty()));
        assertThat(refusal(" with an explicit deny in a " + policy))
                .contains(new PolicyRefusal(layer, true, Optional.empty()));
        assertThat(refusal(" with an explicit deny in an " + policy + "."))
                .contains(new PolicyRefusal(layer, true, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "' with an explicit deny in a sessions policy', SESSION",
        "' with an explicit deny in a VPC endpoint policy transitively through a service control"
                + " policy', VPC_ENDPOINT",
        "' with an explicit deny in an identity-based policy (Service: Kms; Status Code: 400; Error"
                + " Code: AccessDeniedException; Request ID: 1; Proxy: null)', IDENTITY_BASED"
    })
    void oddWordingsOfADenyAreRead(String reason, Layer layer) {
        assertThat(refusal(reason)).contains(new PolicyRefusal(layer, true, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SCP,
                "arn:aws:organizations::111122223333:policy/o-a1b2c3d4e5/resource_control_policy/p-0f1e2d3c",
                "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
                "arn:aws:iam::111122223333:policy/team/DenyOldKeys",
                "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3",
                "arn:aws-us-gov:iam::111122223333:policy/a+b=c@d_e-f.g",
                "arn:aws:kms:eu-west-1:111122223333:key/e5c0d9f8-2b14-4a6e-97d3-58f1a0c7b2e4",
                "arn:aws-cn:ec2:cn-north-1:111122223333:vpc-endpoint/vpce-0a1b2c3d4e5f60718"
            })
    void thePolicysArnIsReadAfterTheReasonAlone(String arn) {
        for (String end :
                new String[] {"", ".", " (Service: Kms)", ". Encoded authorization message: x"}) {
            ErrorText text =
                    ErrorText.of(
                            DENIED
                                    + " with an explicit deny in a service control policy: "
                                    + arn
                                    + end);
            assertThat(text.policy()).as("then %s", end).contains(arn);
            assertThat(text.key()).contains(Ids.FORMER_KEY);
            assertThat(text.refusal().orElseThrow().policy()).contains(arn);
        }
        assertThat(ErrorText.of(DENIED + ": " + arn).policy()).isEmpty();
    }

    @Test
    void aPolicysArnThatMayBeCutIsNone() {
        String text = DENIED + " with an explicit deny in a service control policy: " + SCP;
        for (int end = DENIED.length() + 60; end < text.length() - 1; end++) {
            assertThat(ErrorText.of(text.substring(0, end)).policy().orElse(SCP))
                    .as("cut at %d", end)
                    .startsWith("arn:aws:organizations::111122223333:policy/o-a1b2c3d4e5/");
        }
        String named =
                DENIED
                        + " with an explicit deny in an identity-based policy:"
                        + " arn:aws:iam::111122223333:policy/";
        String justBelow = named + "a".repeat(999 - named.length());
        assertThat(ErrorText.of(justBelow).policy().orElseThrow()).endsWith("aaa");
        assertThat(ErrorText.of(justBelow + "a").policy()).isEmpty();
        assertThat(ErrorText.of(justBelow + "a").layer()).contains(Layer.IDENTITY_BASED);
        assertThat(ErrorText.of(justBelow + "a (Service: Kms)").policy()).isPresent();
    }

    @Test
    void aBareDenyNamesNoLayer() {
        ErrorText text = ErrorText.of(DENIED + " with an explicit deny");

        assertThat(text.explicit()).contains(true);
        assertThat(text.layer()).isEmpty();
        assertThat(text.refusal()).isEmpty();
    }

    @Test
    void threeCausesInOneTextAreNoCertainty() {
        ErrorText text =
                ErrorText.of(
                        USER
                                + " is not authorized to perform: kms:Decrypt on the resource"
                                + " associated with this ciphertext because the resource does not"
                                + " exist in this Region, no resource-based policies allow access,"
                                + " or a resource-based policy explicitly denies access");

        assertThat(text.operation()).contains("kms:Decrypt");
        assertThat(text.key()).isEmpty();
        assertThat(text.layer()).contains(Layer.RESOURCE_BASED);
        assertThat(text.certain()).isFalse();
        assertThat(text.explicit()).isEmpty();
        assertThat(text.refusal()).isEmpty();
    }

    @Test
    void anEndpointsRefusalSaysNothingElse() {
        ErrorText text = ErrorText.of("The request was denied due to a VPC endpoint policy");

        assertThat(text.refusal())
                .contains(new PolicyRefusal(Layer.VPC_ENDPOINT, false, Optional.empty()));
        assertThat(text.operation()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "kms:GenerateDataKey, kms:GenerateDataKey",
        "kms:ReEncryptFrom, kms:ReEncryptFrom",
        "SNS:Publish, SNS:Publish",
        "'<action>',",
        "'kms:…',",
        "*,"
    })
    void theOperationIsTheOneThatWasNotPerformed(String action, String operation) {
        ErrorText text =
                ErrorText.of(
                        USER
                                + " is not authorized to perform: "
                                + action
                                + " on this resource because no session policy allows it");

        assertThat(text.operation()).isEqualTo(Optional.ofNullable(operation));
        assertThat(text.layer()).contains(Layer.SESSION);
    }

    @Test
    void theCallThatAnSdkNamesCountsWhereTheTextNamesNone() {
        String state = " operation: " + Ids.FORMER_KEY + " is disabled.";
        String error = "An error occurred (DisabledException) when calling the ";

        assertThat(ErrorText.of(error + "Decrypt" + state).operation()).contains("kms:Decrypt");
        assertThat(ErrorText.of(error + "PutObject" + state).operation()).isEmpty();
        assertThat(
                        ErrorText.of(
                                        "An error occurred (KMSAccessDenied) when calling the"
                                                + " Publish operation: "
                                                + DENIED)
                                .operation())
                .contains("kms:Decrypt");
    }

    @Test
    void linesThatWereWrappedAreReadAsOne() {
        ErrorText text =
                ErrorText.of(
                        DENIED.replace(" on resource: ", "\r\non resource:\t")
                                + "\n  with an explicit deny\n in a resource-based policy");

        assertThat(text.key()).contains(Ids.FORMER_KEY);
        assertThat(text.layer()).contains(Layer.RESOURCE_BASED);
    }

    @Test
    void aTextThatSaysItTwiceSaysNothing() {
        assertThat(
                        ErrorText.of(
                                DENIED
                                        + " "
                                        + DENIED
                                        + " with an explicit deny in a session policy"))
                .isEqualTo(ErrorText.of(""));
    }

    private static Optional<PolicyRefusal> refusal(String reason) {
        ErrorText text = ErrorText.of(DENIED + reason);
        assertThat(text.key()).contains(Ids.FORMER_KEY);
        return text.refusal();
    }
}
