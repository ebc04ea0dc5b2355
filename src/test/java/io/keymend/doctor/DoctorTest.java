package io.keymend.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.aead.Conclusion;
import io.keymend.aead.SecretType;
import io.keymend.aead.Step;
import io.keymend.local.SemaphoreLayout;

import org.junit.jupiter.api.Test;

final class DoctorTest {
    private final String now = SemaphoreLayout.newKey();
    private final String old = SemaphoreLayout.newKey();
    private final Patients patients = new Patients();

    @Test
    void aHealthyRowIsCountedAndNotNamed() {
        patients.inUse.add(now);
        Ward ward = patients.sealed("1", now).seen().wards().getFirst();
        assertThat(ward.conclusion()).isEqualTo(new Conclusion.Fine(1, 0));
        assertThat(ward.sick()).isEmpty();
    }

    @Test
    void moreSickRowsThanAreNamedAreCounted() {
        patients.inUse.add(now);
        for (int id = 1; id <= Doctor.NAMED + 7; id++) {
            patients.sealed(Integer.toString(id), old);
        }
        Ward ward = patients.seen().wards().getFirst();
        assertThat(ward.sick()).hasSize(Doctor.NAMED);
        assertThat(ward.further()).isEqualTo(7);
    }

    @Test
    void anEmptyRowIsNamedOnlyWhereItStandsForADoor() {
        patients.inUse.add(now);
        patients.sealed("1", now)
                .stored("2", SecretType.LOGIN_PASSWORD, "")
                .stored("3", SecretType.LOGIN_PASSWORD, "")
                .usedBy("2", Dependant.Kind.REPOSITORY)
                .usedBy("3", Dependant.Kind.WEBHOOK);
        assertThat(patients.seen().wards().getFirst().sick())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.id()).isEqualTo("3");
                    assertThat(row.isDoor()).isTrue();
                    assertThat(row.step()).isEqualTo(Step.EMPTY);
                });
    }

    /// Go quotes a character of what it could not read.
    @Test
    void noCharacterOfASecretIsRepeated() {
        patients.inUse.add(now);
        patients.stored("1", SecretType.LOGIN_PASSWORD, SemaphoreLayout.seal(now, "Zebra"));
        SickRow row = patients.seen().wards().getFirst().sick().getFirst();
        assertThat(row.step()).isEqualTo(Step.JSON_SYNTAX);
        assertThat(row.says()).containsExactly("secret must be valid json in key 'key 1'");
        assertThat(row.toString()).doesNotContain("Zebra");
    }

    @Test
    void aPrivateKeyInClearIsNamedThoughItWorks() {
        patients.inUse.add(now);
        patients.stored("1", SecretType.SSH, "a private key\n");
        assertThat(patients.seen().wards().getFirst().sick())
                .singleElement()
                .extracting(SickRow::step)
                .isEqualTo(Step.LEGACY_PLAINTEXT);
    }

    @Test
    void whatIsNotReadWholeSaysNothing() {
        patients.inUse.add(now);
        patients.sealed("1", now).reading = new SecretTables.Reading.Unread("no time was left");
        assertThat(patients.examine()).isEqualTo(new Examination.Unseen("no time was left"));
    }

    /// That no key was read is not that none is set.
    @Test
    void whereTheKeyInUseIsNotKnownNothingIsSaidOfTheRows() {
        patients.kept.add(old);
        patients.sealed("1", old).inUseKnown = false;
        assertThat(patients.examine())
                .isEqualTo(
                        new Examination.Unseen(
                                "the key in use is not known; the secret s: access denied"));
    }

    @Test
    void whereUsersCannotBeReadItIsNoted() {
        patients.inUse.add(now);
        patients.sealed("1", old).cannotTell = true;
        assertThat(patients.seen().notes())
                .containsExactly("what uses the rows could not be read: permission denied");
    }
}
