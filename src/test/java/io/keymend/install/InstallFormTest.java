package io.keymend.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.install.InstallForm.Checked;
import io.keymend.install.InstallForm.KeyForm;
import io.keymend.testing.Ids;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

final class InstallFormTest {
    private static final String KEY = Ids.CURRENT_KEY.toString();
    private static final String ROLE = Ids.CURRENT_ROLE.toString();

    /// A form's texts in the order of its components, `KEYS` and `ROLES` standing for the lists.
    private static final List<String> GOOD =
            List.of(
                    "spacelift-2026",
                    "spacelift",
                    "3.2.0",
                    "production",
                    "111122223333",
                    "eu-west-1",
                    "postgresql",
                    "arn:aws:rds:eu-west-1:111122223333:cluster:spacelift",
                    "spacelift",
                    "arn:aws:secretsmanager:eu-west-1:111122223333:secret:keymend/reader-AbCdEf",
                    "2026-11-19T08:05:00Z",
                    "",
                    "platform-team");

    private static final List<String> FIELDS =
            List.of(
                    "id",
                    "product",
                    "version",
                    "environment",
                    "account",
                    "region",
                    "database.engine",
                    "database.clusterArn",
                    "database.name",
                    "database.secretArn",
                    "installedAt",
                    "uninstalledAt",
                    "recordedBy");

    @Test
    void aGoodFormBecomesTheInstallItDescribes() {
        Install install = accepted(form(GOOD));
        assertThat(install.dataKeys()).containsExactly(Ids.CURRENT_KEY);
        assertThat(install.roles()).containsExactly(Ids.CURRENT_ROLE);
        assertThat(install.database())
                .isEqualTo(
                        new DatabaseRef(Engine.POSTGRESQL, GOOD.get(7), "spacelift", GOOD.get(9)));
        assertThat(install.installedAt()).isEqualTo(Instant.parse("2026-11-19T08:05:00Z"));
        assertThat(install.uninstalledAt()).isEmpty();
        assertThat(install.recordedBy()).isEqualTo("platform-team");
    }

    @Test
    void anEmptyFormNamesEveryMissingFieldAtOnce() {
        List<String> faults =
                refused(form(FIELDS.stream().map(_ -> "").toList(), List.of(), List.of()));
        assertThat(faults)
                .hasSize(FIELDS.size() - 1 + 2)
                .allMatch(fault -> fault.contains(" is missing: "));
        for (String field : FIELDS) {
            assertThat(faults.stream().filter(fault -> fault.startsWith(field + " is missing")))
                    .as(field)
                    .hasSize(field.equals("uninstalledAt") ? 0 : 1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    id, -x
                    id, a b
                    id, a/b
                    product, space lift
                    version, 1\u00e4
                    environment, prod;
                    account, 11112222333
                    account, 1111222233334
                    region, eu_west_1
                    region, EU-WEST-1
                    database.engine, PostgreSQL
                    database.engine, postgres
                    database.engine, mariadb
                    database.clusterArn, spacelift
                    database.clusterArn, arn:aws:rds:eu-west-1:111122223333:db:spacelift
                    database.name, '\u202espacelift'
                    database.secretArn, keymend/reader
                    installedAt, 2026-11-19
                    installedAt, 2026-02-30T00:00:00Z
                    uninstalledAt, yesterday
                    uninstalledAt, 2026-11-19T08:05:00Z
                    uninstalledAt, 2026-11-19T08:04:59Z
                    recordedBy, 'a\u0000b'
                    """)
    void oneWrongFieldIsTheOneFault(String field, String text) {
        assertThat(refused(with(field, text)))
                .singleElement()
                .satisfies(fault -> assertThat(fault).startsWith(field + " is not "));
    }

    @Test
    void aTooLongNameIsRefused() {
        assertThat(refused(with("id", "a".repeat(65)))).hasSize(1);
        assertThat(accepted(with("id", "a".repeat(64))).id()).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eu-west-1",
                "us-gov-west-1",
                "us-iso-east-1",
                "ap-southeast-7",
                "eusc-de-east-1"
            })
    void everyPartitionsRegionIsAccepted(String region) {
        assertThat(accepted(with("region", region)).region()).isEqualTo(region);
    }

    @ParameterizedTest
    @CsvSource({"postgresql, POSTGRESQL", "mysql, MYSQL"})
    void eachEngineHasItsLiteral(String literal, Engine engine) {
        assertThat(accepted(with("database.engine", literal)).database().engine())
                .isEqualTo(engine);
    }

    @Test
    void eachKeyRoleHasItsLiteral() {
        List<KeyForm> keys =
                List.of(
                        new KeyForm(KEY, "data"),
                        new KeyForm(Ids.FORMER_KEY.toString(), "signing"),
                        new KeyForm(Ids.OLDEST_KEY.toString(), "master"));
        assertThat(accepted(form(GOOD, keys, List.of(ROLE))).keys())
                .extracting(HeldKey::role)
                .containsExactly(KeyRole.values());
    }

    @ParameterizedTest
    @CsvSource({
        "alias/spacelift, data, keys[0].arn is not a KMS key ARN",
        "'', data, keys[0].arn is missing",
        "arn:aws:kms:eu-west-1:111122223333:key/1, Data, keys[0].role is not",
        "arn:aws:kms:eu-west-1:111122223333:key/1, '', keys[0].role is missing",
        "arn:aws:kms:eu-west-1:111122223333:key/1, signing, keys names no key with role data"
    })
    void aWrongKeyIsNamedByItsPlace(String arn, String role, String start) {
        List<String> faults = refused(form(GOOD, List.of(new KeyForm(arn, role)), List.of(ROLE)));
        assertThat(faults).anySatisfy(fault -> assertThat(fault).startsWith(start));
    }

    @Test
    void oneKeyMayNotStandThereTwice() {
        List<KeyForm> keys = List.of(new KeyForm(KEY, "data"), new KeyForm(KEY, "master"));
        assertThat(refused(form(GOOD, keys, List.of(ROLE))))
                .containsExactly("keys names one key twice");
    }

    @Test
    void aWrongRoleIsNamedByItsPlaceAndADoubleOneCountsOnce() {
        List<KeyForm> keys = List.of(new KeyForm(KEY, "data"));
        assertThat(refused(form(GOOD, keys, List.of(ROLE, "spacelift-server"))))
                .containsExactly("roles[1] is not an IAM role or user ARN: spacelift-server");
        assertThat(accepted(form(GOOD, keys, List.of(ROLE, ROLE))).roles()).hasSize(1);
    }

    private static InstallForm with(String field, String text) {
        String[] texts = GOOD.toArray(String[]::new);
        texts[FIELDS.indexOf(field)] = text;
        return form(Arrays.asList(texts));
    }

    private static InstallForm form(List<String> texts) {
        return form(texts, List.of(new KeyForm(KEY, "data")), List.of(ROLE));
    }

    private static InstallForm form(List<String> t, List<KeyForm> keys, List<String> roles) {
        return new InstallForm(
                t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5), keys, roles, t.get(6),
                t.get(7), t.get(8), t.get(9), t.get(10), t.get(11), t.get(12));
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
