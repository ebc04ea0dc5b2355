package io.keymend.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.IamArn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;
import java.util.regex.Pattern;

final class RolePatternTest {
    private static final String IAM = "arn:aws:iam::111122223333:";

    @ParameterizedTest
    @CsvSource({
        "role/app-*, arn:aws:iam::111122223333:role/app-1, true",
        "role/app-*, arn:aws:iam::111122223333:role/app-, true",
        "role/app-*, arn:aws:iam::111122223333:role/app, false",
        "role/app-*, arn:aws:iam::444455556666:role/app-1, false",
        "role/app-*, arn:aws-cn:iam::111122223333:role/app-1, false",
        "role/app-*, arn:aws:iam::111122223333:user/app-1, false",
        "user/app-*, arn:aws:iam::111122223333:user/app-1, true",
        "role/app-*, arn:aws:iam::111122223333:role/team/app-1, false",
        "role/team/app-*, arn:aws:iam::111122223333:role/team/app-1, true",
        "role/team/app-*, arn:aws:iam::111122223333:role/app-1, false",
        "role/*/app, arn:aws:iam::111122223333:role/a/b/app, true",
        "role/team/app-*, arn:aws:sts::111122223333:assumed-role/app-1/i-07, true",
        "role/app-*-server-*, arn:aws:iam::111122223333:role/app-eu-server-k3x9a, true",
        "role/app-*-server-*, arn:aws:iam::111122223333:role/app-eu-drain-k3x9a, false"
    })
    void aPatternStandsForTheNamesThatFit(String pattern, String identity, boolean fits) {
        assertThat(
                        RolePattern.parse(IAM + pattern)
                                .orElseThrow()
                                .matches(IamArn.parse(identity).orElseThrow()))
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::111122223333:role/app",
                "arn:aws:iam::111122223333:role/*",
                "arn:aws:iam::111122223333:role/a*",
                "arn:aws:iam::111122223333:role/team/*",
                "arn:aws:iam::*:role/app-*",
                "arn:*:iam::111122223333:role/app-*",
                "arn:aws:sts::111122223333:assumed-role/app-*/i",
                "app-*"
            })
    void whatStandsForEveryRoleIsNoPattern(String text) {
        assertThat(RolePattern.parse(text)).isEmpty();
    }

    @Test
    void aPatternIsWrittenAsItWasRead() {
        String text = IAM + "role/team/app-*-b";
        assertThat(RolePattern.parse(text).orElseThrow()).hasToString(text);
    }

    @Test
    void globsMatchAsExpressionsDo() {
        Random random = new Random(4711);
        for (int i = 0; i < 20_000; i++) {
            String glob = text(random, "ab*");
            String text = text(random, "ab");
            String expression = glob.replace("*", ".*");
            assertThat(RolePattern.matches(glob, text))
                    .as("%s on %s, seed 4711", glob, text)
                    .isEqualTo(Pattern.matches(expression, text));
        }
    }

    private static String text(Random random, String letters) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
