package io.keymend.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.testing.InstallBuilder;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/// What keeps rows from being put back.
final class RestoreGuardTest {
    private Approval approval = new Approval.ByPerson(FactsBuilder.PLAN, 3);
    private Mode mode = Mode.RESEAL;
    private Optional<String> writer = Optional.of("arn:writer");
    private long journaled = 3;
    private long asked = 3;

    @Test
    void aPersonsRestoreIsPermittedForItsPlanAlone() {
        Permit permit = clearance().permit().orElseThrow();
        assertThat(permit.plan()).isEqualTo(FactsBuilder.PLAN);
        assertThat(permit.isFor(Permit.Purpose.RESTORE, FactsBuilder.NOW)).isTrue();
        assertThat(permit.isFor(Permit.Purpose.MEND, FactsBuilder.NOW)).isFalse();
        assertThat(permit.expires()).isEqualTo(FactsBuilder.NOW.plus(Clearance.LASTS));
    }

    @Test
    void oneRowOfMoreMayBePutBack() {
        asked = 1;
        approval = new Approval.ByPerson(FactsBuilder.PLAN, 1);
        assertThat(clearance().refusals()).isEmpty();
    }

    @Test
    void eachGuardRefusesOnItsOwn() {
        mode = Mode.OFF;
        assertThatOnly("mode");
        mode = Mode.RESEAL;
        writer = Optional.empty();
        assertThatOnly("writer");
        writer = Optional.of(InstallBuilder.current().database().secretArn());
        assertThatOnly("writer");
        writer = Optional.of("arn:historian");
        assertThatOnly("writer");
        writer = Optional.of("arn:writer");
        for (Approval refused :
                new Approval[] {
                    new Approval.None(),
                    new Approval.Automatic(),
                    new Approval.ByPerson(FactsBuilder.OTHER_PLAN, 3),
                    new Approval.ByPerson(FactsBuilder.PLAN, 2)
                }) {
            approval = refused;
            assertThatOnly("approval");
        }
        approval = new Approval.ByPerson(FactsBuilder.PLAN, 3);
        journaled = 2;
        assertThatOnly("journal");
    }

    private void assertThatOnly(String guard) {
        Clearance clearance = clearance();
        assertThat(clearance.permit()).isEmpty();
        assertThat(clearance.refusals().stream().map(Finding::guard)).containsExactly(guard);
        assertThat(clearance.findings()).hasSize(RestoreGuard.values().length);
    }

    private Clearance clearance() {
        return Clearance.toRestore(
                new RestoreFacts(
                        FactsBuilder.PLAN,
                        InstallBuilder.current().database(),
                        journaled,
                        asked,
                        approval,
                        new Leave(mode, Caps.DEFAULT, writer, "arn:historian"),
                        FactsBuilder.NOW));
    }
}
