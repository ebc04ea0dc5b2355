package io.keymend.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.install.InstallForm.Checked;
import io.keymend.install.InstallForm.KeptForm;
import io.keymend.install.InstallForm.KeyForm;
import io.keymend.install.InstallForm.OwnKeyForm;
import io.keymend.install.OwnKey.As;
import io.keymend.testing.Ids;
import io.keymend.testing.InstallBuilder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

final class OwnKeyFormTest {
    private static final String SECRET =
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:semaphore/access-key-AbCdEf";

    @Test
    void aProductWithAnOwnKeyNeedsNeitherKeysNorRoles() {
        Install install = accepted(form(List.of(place("environment", SECRET, "")), "/ecs/x#1"));

        assertThat(install.keys()).isEmpty();
        assertThat(install.roles()).isEmpty();
        assertThat(install.ownKey())
                .contains(
                        new OwnKey(
                                List.of(new OwnKey.Kept(As.ENVIRONMENT, SECRET, "")),
                                Optional.of("/ecs/x#1")));
    }

    @Test
    void keysAndRolesThatAreGivenAreCheckedAllTheSame() {
        InstallForm form =
                form(
                        List.of(new KeyForm("alias/x", "master")),
                        List.of("x"),
                        new OwnKeyForm(List.of(place("environment", SECRET, "")), ""));

        assertThat(refused(form))
                .satisfiesExactly(
                        fault -> assertThat(fault).startsWith("keys[0].arn is not"),
                        fault -> assertThat(fault).startsWith("roles[0] is not"));
    }

    @Test
    void aMasterKeyAloneIsEnoughBesideAnOwnKey() {
        InstallForm form =
                form(
                        List.of(new KeyForm(Ids.CURRENT_KEY.toString(), "master")),
                        List.of(),
                        new OwnKeyForm(List.of(place("environment", SECRET, "")), ""));

        assertThat(accepted(form).dataKeys()).isEmpty();
        assertThat(accepted(form).keys()).hasSize(1);
    }

    @Test
    void aLogGroupMayBeMissing() {
        assertThat(accepted(form(List.of(place("kept", SECRET, "")), "")).ownKey())
                .hasValueSatisfying(own -> assertThat(own.logGroup()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "environment, ENVIRONMENT",
        "config-file, CONFIG_FILE",
        "keys-file, KEYS_FILE",
        "kept, KEPT"
    })
    void eachUseHasItsLiteral(String literal, As as) {
        assertThat(accepted(form(List.of(place(literal, SECRET, "")), "")).ownKey())
                .hasValueSatisfying(own -> assertThat(own.kept().getFirst().as()).isEqualTo(as));
        assertThat(as).hasToString(literal);
    }

    @ParameterizedTest
    @CsvSource({
        "'', as is missing: environment",
        "Environment, as is not environment",
        "CONFIG_FILE, as is not environment",
        "env, as is not environment"
    })
    void aUseThatIsNoneIsNamed(String as, String start) {
        assertThat(refused(form(List.of(place(as, SECRET, "")), "")))
                .singleElement()
                .satisfies(fault -> assertThat(fault).startsWith("ownKey.kept[0]." + start));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "semaphore/access-key",
                "arn:aws:kms:eu-west-1:111122223333:key/1",
                "arn:aws:secretsmanager:eu-west-1:111122223333:secret:",
                "arn:aws:secretsmanager::111122223333:secret:a",
                "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a b",
                "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a*"
            })
    void aSecretThatIsNoneIsNamed(String arn) {
        assertThat(refused(form(List.of(place("environment", arn, "")), "")))
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault)
                                .startsWith("ownKey.kept[0].secretArn is not the ARN")
                                .endsWith(arn));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "/a/b", "//", "/a~1b/m~0n", "/0", "/a b/\u00e9"})
    void everyPointerIsTaken(String pointer) {
        assertThat(accepted(form(List.of(place("config-file", SECRET, pointer)), "")).ownKey())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "/a~", "/a~2", "/~/x", "#/a", "$.a", "/a\u0000", " /a"})
    void aPointerThatIsNoneIsNamed(String pointer) {
        assertThat(refused(form(List.of(place("config-file", SECRET, pointer)), "")))
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault)
                                .startsWith("ownKey.kept[0].pointer is not a JSON pointer"));
    }

    @Test
    void aPointerHasAnEnd() {
        assertThat(accepted(longest(511)).ownKey()).isPresent();
        assertThat(refused(longest(512)))
                .singleElement()
                .satisfies(fault -> assertThat(fault).contains("at most 512").endsWith("..."));
    }

    private static InstallForm longest(int names) {
        return form(List.of(place("kept", SECRET, "/" + "p".repeat(names))), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"environment", "config-file"})
    void whatHasOnePlaceIsNotFilledFromTwo(String as) {
        assertThat(refused(form(List.of(place(as, SECRET, ""), place(as, SECRET, "/b")), "")))
                .containsExactly(
                        "ownKey.kept names two places as "
                                + as
                                + ", which has one; record the other as kept");
    }

    @Test
    void aRegistryMayHaveSeveralFiles() {
        List<KeptForm> places =
                List.of(place("keys-file", SECRET, ""), place("keys-file", SECRET + "2", ""));
        assertThat(accepted(form(places, "")).ownKey()).isPresent();
        assertThat(refused(form(List.of(places.getFirst(), places.getFirst()), "")))
                .containsExactly("ownKey.kept names one place twice");
    }

    @Test
    void placesHaveAnEnd() {
        List<KeptForm> one = Collections.nCopies(1, place("kept", SECRET, ""));
        assertThat(accepted(form(one, "")).ownKey()).isPresent();
        assertThat(refused(form(Collections.nCopies(33, place("kept", SECRET, "")), "")))
                .contains("ownKey.kept names more than 32 places");
        assertThat(refused(form(List.of(), "")))
                .singleElement()
                .satisfies(fault -> assertThat(fault).startsWith("ownKey.kept is missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "/ecs/\u00e9", "arn:aws:logs:x", "/ecs/*"})
    void aLogGroupThatIsNoneIsNamed(String name) {
        assertThat(refused(form(List.of(place("kept", SECRET, "")), name)))
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault).startsWith("ownKey.logGroup is not a log group"));
        assertThat(refused(form(List.of(place("kept", SECRET, "")), "g".repeat(513)))).hasSize(1);
        assertThat(accepted(form(List.of(place("kept", SECRET, "")), "g".repeat(512))).ownKey())
                .isPresent();
    }

    @Test
    void anOwnKeyStaysWhereAnInstallEndsOrGetsPatterns() {
        Optional<OwnKey> own =
                Optional.of(
                        new OwnKey(
                                List.of(new OwnKey.Kept(As.KEPT, SECRET, "/a")), Optional.empty()));
        Install install = InstallBuilder.current().withOwnKey(own);

        assertThat(install.endedAt(Instant.EPOCH).ownKey()).isEqualTo(own);
        assertThat(install.withRolePatterns(List.of()).ownKey()).isEqualTo(own);
        assertThat(StackHistory.of(List.of()).keep(List.of(install))).containsExactly(install);
        assertThat(InstallBuilder.current().ownKey()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "/, ''",
        "/a, 'a'",
        "/a/b, 'a,b'",
        "//x/, ',x,'",
        "/a~1b, 'a/b'",
        "/m~0n, 'm~n'",
        "/~01, '~1'"
    })
    void aPointerNamesTheWay(String text, String names) {
        List<String> wanted = text.isEmpty() ? List.of() : Arrays.asList(names.split(",", -1));
        assertThat(JsonPointer.parse(text))
                .hasValueSatisfying(pointer -> assertThat(pointer.names()).isEqualTo(wanted));
    }

    private static KeptForm place(String as, String arn, String pointer) {
        return new KeptForm(as, arn, pointer);
    }

    private static InstallForm form(List<KeptForm> kept, String logGroup) {
        return form(List.of(), List.of(), new OwnKeyForm(kept, logGroup));
    }

    private static InstallForm form(List<KeyForm> keys, List<String> roles, OwnKeyForm own) {
        return new InstallForm(
                "semaphore-2026",
                "semaphore",
                "2.14.10",
                "production",
                "111122223333",
                "eu-west-1",
                keys,
                roles,
                "postgresql",
                "arn:aws:rds:eu-west-1:111122223333:cluster:semaphore",
                "semaphore",
                "arn:aws:secretsmanager:eu-west-1:111122223333:secret:keymend/reader-AbCdEf",
                "2026-11-19T08:05:00Z",
                "",
                "platform-team",
                Optional.of(own));
    }

    private static Install accepted(InstallForm form) {
        return switch (form.check()) {
            case Checked.Accepted(var install) -> install;
            case Checked.Refused(var faults) -> throw new AssertionError(faults);
        };
    }

    private static List<String> refused(InstallForm form) {
        return switch (form.check()) {
            case Checked.Accepted(var install) -> throw new AssertionError(install);
            case Checked.Refused(var faults) -> faults;
        };
    }
}
