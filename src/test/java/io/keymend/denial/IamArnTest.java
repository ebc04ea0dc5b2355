package io.keymend.denial;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.testing.Ids;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IamArnTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    arn:aws:iam::111122223333:role/app,                      role, /,          app
                    arn:aws:iam::111122223333:role/team/blue/app,            role, /team/blue/, app
                    arn:aws:iam::111122223333:user/jo@example.com,           user, /,          jo@example.com
                    arn:aws-cn:iam::111122223333:user/ops/jo,                user, /ops/,      jo
                    arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_A_0, role, /aws-reserved/sso.amazonaws.com/eu-west-1/, AWSReservedSSO_A_0
                    """)
    void aRoleOrUserKeepsItsPath(String text, String kind, String path, String name) {
        IamArn arn = IamArn.parse(text).orElseThrow();
        assertThat(arn.kind()).isEqualTo(kind);
        assertThat(arn.path()).isEqualTo(path);
        assertThat(arn.name()).isEqualTo(name);
        assertThat(arn).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i-0123456789abcdef0",
                "jo@example.com",
                "a=b,c.d_e-f+g",
                "odd session with spaces",
                "role/other"
            })
    void aSessionIsItsRoleWhateverItsName(String session) {
        IamArn arn =
                IamArn.parse(
                                "arn:aws:sts::111122223333:assumed-role/spacelift-server-role-k3x9a/"
                                        + session)
                        .orElseThrow();
        assertThat(arn.name()).isEqualTo("spacelift-server-role-k3x9a");
        assertThat(arn.path()).isEmpty();
        assertThat(arn.sameAs(Ids.CURRENT_ROLE)).isTrue();
        assertThat(arn).hasToString(Ids.CURRENT_ROLE.toString());
    }

    @Test
    void aPathMakesNoOtherRole() {
        IamArn withPath = IamArn.parse("arn:aws:iam::111122223333:role/x/y/app").orElseThrow();
        assertThat(withPath.sameAs(Ids.role("app"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::111122223333:user/app",
                "arn:aws:iam::444455556666:role/app",
                "arn:aws-cn:iam::111122223333:role/app",
                "arn:aws:iam::111122223333:role/App",
                "arn:aws:iam::111122223333:role/app/app2"
            })
    void anotherKindAccountPartitionOrNameIsAnother(String text) {
        assertThat(IamArn.parse(text).orElseThrow().sameAs(Ids.role("app"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "arn:aws:iam::111122223333:root",
                "arn:aws:sts::111122223333:federated-user/jo",
                "arn:aws:sts::111122223333:assumed-role/app",
                "arn:aws:sts::111122223333:assumed-role/app/",
                "arn:aws:sts::111122223333:assumed-role/app/one\ntwo",
                "arn:aws:iam::111122223333:role/",
                "arn:aws:iam::111122223333:role/a b",
                "arn:aws:iam::111122223333:role/x'y/app",
                "arn:aws:iam::111122223333:role/x\"y/app",
                "arn:aws:iam::111122223333:role/x\\y/app",
                "arn:aws:iam::111122223333:role/app\n",
                "arn:aws:iam::111122223333:role/\u202eppa",
                "arn:aws:iam::111122223333:group/app",
                "arn:aws:iam::xxx:user/app",
                "arn:aws:iam::111122223333:instance-profile/app"
            })
    void hostileOrOtherTextIsNobody(String text) {
        assertThat(IamArn.parse(text)).isEmpty();
    }

    @Test
    void aVeryLongTextIsRefusedAtOnce() {
        assertThat(IamArn.parse("arn:aws:iam::111122223333:role/" + "a/".repeat(200_000)))
                .isEmpty();
    }
}
