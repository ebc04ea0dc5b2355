package io.keymend.remedy;

import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.denial.PolicyRefusal;

import java.util.List;
import java.util.Optional;

/// What lets a role use a key again, by the policy that refused it
/// (docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html).
record MissingStatement(IamArn role, KeyArn key) {
    Remedy of(Optional<PolicyRefusal> refusal) {
        return refusal.map(this::of).orElseGet(this::unnamed);
    }

    private Remedy of(PolicyRefusal refusal) {
        Remedy remedy = refusal.explicit() ? denied(refusal.layer()) : missing(refusal.layer());
        return refusal.policy()
                .map(arn -> remedy.noting(with(remedy.notes(), "The policy is " + arn + ".")))
                .orElse(remedy);
    }

    private Remedy missing(PolicyRefusal.Layer layer) {
        return switch (layer) {
            case IDENTITY_BASED -> allow("the role's own policy").by(putRolePolicy());
            case RESOURCE_BASED ->
                    allow("the key policy")
                            .noting("A grant does the same in one command; the last one gives it.")
                            .by(keyStatement(), getKeyPolicy(), putKeyPolicy(), grant());
            case SERVICE_CONTROL ->
                    allow("a service control policy of account " + role.account())
                            .needing("The organization's management account.")
                            .noting(BOTH)
                            .by(
                                    statement("*"),
                                    organizations("SERVICE_CONTROL_POLICY", role.account()));
            case RESOURCE_CONTROL -> denied(layer);
            case PERMISSIONS_BOUNDARY ->
                    allow("the role's permissions boundary")
                            .noting("The boundary limits every policy of the role; theirs stay.")
                            .by(statement(key.toString()), boundary());
            case SESSION ->
                    allow("the session policy")
                            .noting(
                                    "Whoever assumes the role passes it along with AssumeRole: the"
                                            + " change is made in that call, not in IAM.")
                            .by(statement(key.toString()));
            case VPC_ENDPOINT ->
                    allow("the policy of the VPC endpoint for KMS")
                            .by(endpointStatement(), endpoints());
        };
    }

    private Remedy denied(PolicyRefusal.Layer layer) {
        Remedy remedy =
                Remedy.of(
                        Act.GIVE_ACCESS,
                        "Find the statement that denies kms:Decrypt in " + where(layer),
                        Loss.NOTHING);
        return remedy.noting(with(hints(layer), EXPLICIT)).by(looking(layer));
    }

    /// A service control policy is worded as an explicit deny even where it merely does not allow;
    /// a resource control policy can do nothing but deny.
    private static List<String> hints(PolicyRefusal.Layer layer) {
        return layer == PolicyRefusal.Layer.SERVICE_CONTROL
                ? List.of(
                        "AWS words it so as well where no service control policy allows the action:"
                                + " look for a missing allow, too.")
                : List.of();
    }

    private static final String EXPLICIT =
            "An explicit deny wins over every allow: no added statement helps. Narrow the deny, or"
                    + " except the role from it by its Condition.";

    private String where(PolicyRefusal.Layer layer) {
        return switch (layer) {
            case IDENTITY_BASED -> "the role's policies";
            case RESOURCE_BASED -> "the key policy";
            case SERVICE_CONTROL -> "the service control policies of account " + role.account();
            case RESOURCE_CONTROL -> "the resource control policies of account " + key.account();
            case PERMISSIONS_BOUNDARY -> "the role's permissions boundary";
            case SESSION -> "the session policy passed to AssumeRole";
            case VPC_ENDPOINT -> "the policy of the VPC endpoint for KMS";
        };
    }

    private List<String> looking(PolicyRefusal.Layer layer) {
        return switch (layer) {
            case IDENTITY_BASED ->
                    List.of(
                            iam("list-" + role.kind() + "-policies"),
                            iam("list-attached-" + role.kind() + "-policies"));
            case RESOURCE_BASED -> List.of(getKeyPolicy());
            case SERVICE_CONTROL ->
                    List.of(organizations("SERVICE_CONTROL_POLICY", role.account()));
            case RESOURCE_CONTROL ->
                    List.of(organizations("RESOURCE_CONTROL_POLICY", key.account()));
            case PERMISSIONS_BOUNDARY -> List.of(boundary());
            case SESSION -> List.of();
            case VPC_ENDPOINT -> List.of(endpoints());
        };
    }

    private Remedy unnamed() {
        return allow("the role's own policy, or else in the key policy")
                .noting(
                        "The denial does not say which policy refused. The first command is enough"
                                + " where the key policy lets the account's IAM policies decide;"
                                + " otherwise the grant is.")
                .by(putRolePolicy(), grant());
    }

    private static final String BOTH =
            "Keep the organization's own allow-all policy where there is one; without it, nothing"
                    + " that is not allowed here works.";

    private static Remedy allow(String where) {
        return Remedy.of(Act.GIVE_ACCESS, "Allow kms:Decrypt in " + where, Loss.NOTHING);
    }

    private String putRolePolicy() {
        return iam("put-" + role.kind() + "-policy")
                + " --policy-name keymend-decrypt --policy-document '{\"Version\":\"2012-10-17\","
                + "\"Statement\":["
                + statement(key.toString())
                + "]}'";
    }

    private static String statement(String resource) {
        return "{\"Effect\":\"Allow\",\"Action\":\"kms:Decrypt\",\"Resource\":\""
                + resource
                + "\"}";
    }

    /// In a key policy, `*` is the key itself.
    private String keyStatement() {
        return principalStatement("*");
    }

    private String endpointStatement() {
        return principalStatement(key.toString());
    }

    private String principalStatement(String resource) {
        return "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                + role
                + "\"},\"Action\":\"kms:Decrypt\",\"Resource\":\""
                + resource
                + "\"}";
    }

    private String getKeyPolicy() {
        return Aws.kms("get-key-policy", key)
                + " --policy-name default --query Policy --output text > policy.json";
    }

    private String putKeyPolicy() {
        return Aws.kms("put-key-policy", key)
                + " --policy-name default --policy file://policy.json";
    }

    private String grant() {
        return Aws.grant(key, role);
    }

    private String boundary() {
        return iam("get-" + role.kind())
                + " --query "
                + (role.kind().equals("role") ? "Role" : "User")
                + ".PermissionsBoundary";
    }

    private static String organizations(String type, String account) {
        return "aws organizations list-policies-for-target --target-id "
                + account
                + " --filter "
                + type;
    }

    private String endpoints() {
        return "aws ec2 describe-vpc-endpoints --region "
                + key.region()
                + " --filters 'Name=service-name,Values=*.kms'";
    }

    private String iam(String action) {
        return "aws iam " + action + " --" + role.kind() + "-name " + Aws.word(role.name());
    }

    private static List<String> with(List<String> notes, String more) {
        return java.util.stream.Stream.concat(notes.stream(), java.util.stream.Stream.of(more))
                .toList();
    }
}
