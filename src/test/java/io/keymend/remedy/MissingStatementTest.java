package io.keymend.remedy;

import static io.keymend.testing.Ids.CURRENT_KEY;
import static io.keymend.testing.Ids.CURRENT_ROLE;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.IamArn;
import io.keymend.denial.PolicyRefusal;
import io.keymend.denial.PolicyRefusal.Layer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Optional;

final class MissingStatementTest {
    private static final String ALLOW =
            "{\"Effect\":\"Allow\",\"Action\":\"kms:Decrypt\",\"Resource\":\""
                    + CURRENT_KEY
                    + "\"}";
    private static final String ALLOW_ROLE =
            "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                    + CURRENT_ROLE
                    + "\"},\"Action\":\"kms:Decrypt\",\"Resource\":\"";

    @Test
    void theRolesOwnPolicyGetsTheStatementInOneCommand() {
        Remedy remedy = missing(Layer.IDENTITY_BASED);
        assertThat(remedy.title()).isEqualTo("Allow kms:Decrypt in the role's own policy");
        assertThat(remedy.commands())
                .containsExactly(
                        "aws iam put-role-policy --role-name spacelift-server-role-k3x9a"
                                + " --policy-name keymend-decrypt --policy-document"
                                + " '{\"Version\":\"2012-10-17\",\"Statement\":["
                                + ALLOW
                                + "]}'");
    }

    @Test
    void aUserGetsItAsAUser() {
        IamArn user = IamArn.parse("arn:aws:iam::111122223333:user/app").orElseThrow();
        assertThat(
                        new MissingStatement(user, CURRENT_KEY)
                                .of(refusal(Layer.IDENTITY_BASED, false))
                                .commands()
                                .getFirst())
                .startsWith("aws iam put-user-policy --user-name app ");
        assertThat(
                        new MissingStatement(user, CURRENT_KEY)
                                .of(refusal(Layer.PERMISSIONS_BOUNDARY, true))
                                .commands())
                .containsExactly(
                        "aws iam get-user --user-name app --query User.PermissionsBoundary");
    }

    @ParameterizedTest
    @CsvSource({
        "RESOURCE_BASED, the key policy",
        "SERVICE_CONTROL, a service control policy of account 111122223333",
        "PERMISSIONS_BOUNDARY, the role's permissions boundary",
        "SESSION, the session policy",
        "VPC_ENDPOINT, the policy of the VPC endpoint for KMS"
    })
    void eachLayerIsTheOneToChange(Layer layer, String where) {
        assertThat(missing(layer).title()).isEqualTo("Allow kms:Decrypt in " + where);
        assertThat(missing(layer).loss()).isEqualTo(Loss.NOTHING);
        assertThat(missing(layer).act()).isEqualTo(Act.GIVE_ACCESS);
    }

    @Test
    void eachLayerGetsTheStatementInItsOwnForm() {
        assertThat(missing(Layer.RESOURCE_BASED).commands())
                .hasSize(4)
                .startsWith(ALLOW_ROLE + "*\"}")
                .anyMatch(command -> command.startsWith("aws kms get-key-policy"))
                .anyMatch(command -> command.startsWith("aws kms put-key-policy"))
                .anyMatch(command -> command.startsWith("aws kms create-grant"));
        assertThat(missing(Layer.SERVICE_CONTROL).commands())
                .containsExactly(
                        "{\"Effect\":\"Allow\",\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}",
                        "aws organizations list-policies-for-target --target-id 111122223333"
                                + " --filter SERVICE_CONTROL_POLICY");
        assertThat(missing(Layer.PERMISSIONS_BOUNDARY).commands())
                .containsExactly(
                        ALLOW,
                        "aws iam get-role --role-name spacelift-server-role-k3x9a --query"
                                + " Role.PermissionsBoundary");
        assertThat(missing(Layer.SESSION).commands()).containsExactly(ALLOW);
        assertThat(missing(Layer.VPC_ENDPOINT).commands())
                .containsExactly(
                        ALLOW_ROLE + CURRENT_KEY + "\"}",
                        "aws ec2 describe-vpc-endpoints --region eu-west-1 --filters"
                                + " 'Name=service-name,Values=*.kms'");
    }

    @ParameterizedTest
    @EnumSource
    void anExplicitDenyIsLookedForAndNoAllowIsOffered(Layer layer) {
        Remedy remedy = statement().of(refusal(layer, true));
        assertThat(remedy.title())
                .matches("Find the statement that denies kms:Decrypt in the .{6,}");
        assertThat(remedy.notes()).anyMatch(note -> note.contains("no added statement helps"));
        assertThat(remedy.commands()).noneMatch(command -> command.contains("Allow"));
        assertThat(remedy.commands().isEmpty()).isEqualTo(layer == Layer.SESSION);
        assertThat(remedy.commands())
                .noneMatch(command -> command.contains(" put-") || command.contains("create-"));
    }

    @Test
    void aResourceControlPolicyCanDoNothingButDeny() {
        assertThat(missing(Layer.RESOURCE_CONTROL))
                .isEqualTo(statement().of(refusal(Layer.RESOURCE_CONTROL, true)))
                .satisfies(remedy ->
                        assertThat(remedy.commands())
                                .containsExactly(
                                        "aws organizations list-policies-for-target --target-id"
                                                + " 111122223333 --filter"
                                                + " RESOURCE_CONTROL_POLICY"));
    }

    @Test
    void aServiceControlPolicyMayBeWordedAsADenyAndBeAMissingAllow() {
        assertThat(statement().of(refusal(Layer.SERVICE_CONTROL, true)).notes())
                .anyMatch(note -> note.contains("look for a missing allow"));
        assertThat(statement().of(refusal(Layer.IDENTITY_BASED, true)).notes())
                .noneMatch(note -> note.contains("look for a missing allow"));
    }

    @Test
    void thePolicyIsNamedWhereTheDenialNamesIt() {
        String arn = "arn:aws:iam::111122223333:policy/guardrail";
        assertThat(
                        statement()
                                .of(
                                        Optional.of(
                                                new PolicyRefusal(
                                                        Layer.PERMISSIONS_BOUNDARY,
                                                        true,
                                                        Optional.of(arn))))
                                .notes())
                .contains("The policy is " + arn + ".");
    }

    @Test
    void withoutALayerBothWaysAreOffered() {
        Remedy remedy = statement().of(Optional.empty());
        assertThat(remedy.commands()).hasSize(2);
        assertThat(remedy.commands().getFirst()).contains("put-role-policy", ALLOW);
        assertThat(remedy.commands().getLast()).startsWith("aws kms create-grant");
    }

    private static Remedy missing(Layer layer) {
        return statement().of(refusal(layer, false));
    }

    private static Optional<PolicyRefusal> refusal(Layer layer, boolean explicit) {
        return Optional.of(new PolicyRefusal(layer, explicit, Optional.empty()));
    }

    private static MissingStatement statement() {
        return new MissingStatement(CURRENT_ROLE, CURRENT_KEY);
    }
}
