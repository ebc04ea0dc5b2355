package io.keymend.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.install.DatabaseRef;
import io.keymend.install.Engine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.Optional;

final class KeyGuardTest {
    private static final PlanId PLAN = new PlanId("a".repeat(64));
    private static final PlanId OTHER = new PlanId("b".repeat(64));
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final DatabaseRef DATABASE =
            new DatabaseRef(Engine.MYSQL, "cluster", "semaphore", "reader");

    private Mode mode = Mode.RESEAL;
    private Mode least = Mode.RESEAL;
    private Optional<String> writer = Optional.of("writer");
    private long rows = 5;
    private Optional<String> fault = Optional.empty();
    private Approval approval = new Approval.ByPerson(PLAN, 5);
    private Pause pause = new Pause.Off();

    private KeyFacts facts() {
        return new KeyFacts(
                PLAN,
                rows,
                least,
                DATABASE,
                fault,
                approval,
                pause,
                new Leave(mode, new Caps(3, 10, 0), writer, "historian"),
                NOW);
    }

    private Optional<Permit> permit() {
        return Clearance.ofKeys(facts()).permit();
    }

    @Test
    void wherePassesEveryGuardThePermitIsForThisPlanAlone() {
        assertThat(permit())
                .hasValueSatisfying(permit -> {
                    assertThat(permit.plan()).isEqualTo(PLAN);
                    assertThat(permit.mode()).isEqualTo(Mode.RESEAL);
                    assertThat(permit.isFor(Permit.Purpose.MEND, NOW)).isTrue();
                    assertThat(permit.isFor(Permit.Purpose.RESTORE, NOW)).isFalse();
                    assertThat(permit.isFor(Permit.Purpose.MEND, NOW.plus(Clearance.LASTS)))
                            .isFalse();
                    assertThat(permit.allows(Effect.RESEAL)).isTrue();
                    assertThat(permit.allows(Effect.DELETE)).isFalse();
                    assertThat(permit.allows(Effect.RESET)).isFalse();
                });
        assertThat(Clearance.ofKeys(facts()).findings())
                .hasSize(KeyGuard.values().length)
                .allMatch(Finding::passed)
                .noneMatch(finding -> finding.reason().isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void eachGuardIsEnoughToRefuse(KeyGuard guard) {
        switch (guard) {
            case MODE -> mode = Mode.OFF;
            case WRITER -> writer = Optional.of("reader");
            case PAUSE -> pause = new Pause.On("night shift", NOW);
            case KEYS -> fault = Optional.of("no key is in use");
            case COUNT -> {
                rows = 11;
                approval = new Approval.ByPerson(PLAN, 11);
            }
            case APPROVAL -> approval = new Approval.ByPerson(OTHER, 5);
        }
        assertThat(permit()).isEmpty();
        assertThat(Clearance.ofKeys(facts()).refusals())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding).isEqualTo(guard.find(facts()));
                    assertThat(finding.reason()).isNotEmpty();
                });
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "10, true", "11, false"})
    void noRowIsTooFewAndTheCapIsNotTooMany(long count, boolean passes) {
        rows = count;
        assertThat(KeyGuard.COUNT.find(facts()).passed()).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "3, true", "4, false"})
    void whatLosesHasTheCapOfLosses(long count, boolean passes) {
        least = Mode.PURGE_GONE;
        rows = count;
        assertThat(KeyGuard.COUNT.find(facts()).passed()).isEqualTo(passes);
    }

    @Test
    void whatLosesNeedsAModeThatMayLose() {
        least = Mode.PURGE_GONE;
        assertThat(KeyGuard.MODE.find(facts()).reason())
                .isEqualTo("the mode is reseal; the least mode that allows it is purge-gone");
        mode = Mode.PURGE_GONE;
        rows = 3;
        approval = new Approval.ByPerson(PLAN, 3);
        assertThat(permit())
                .hasValueSatisfying(permit -> assertThat(permit.allows(Effect.RESET)).isTrue());
    }

    @Test
    void onlyAPersonWhoTypedTheCountApproves() {
        assertThat(KeyGuard.APPROVAL.find(facts()).passed()).isTrue();
        approval = new Approval.ByPerson(PLAN, 4);
        assertThat(KeyGuard.APPROVAL.find(facts()).reason())
                .isEqualTo("4 rows were typed, the plan has 5");
        approval = new Approval.Automatic();
        assertThat(KeyGuard.APPROVAL.find(facts()).passed()).isFalse();
        approval = new Approval.None();
        assertThat(KeyGuard.APPROVAL.find(facts()).passed()).isFalse();
    }

    @Test
    void aSwitchThatCannotBeReadStops() {
        pause = new Pause.Unreadable("down");
        assertThat(KeyGuard.PAUSE.find(facts()).reason())
                .isEqualTo("the pause switch could not be read: down");
    }
}
