package io.keymend.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.aead.SecretType;
import io.keymend.local.SemaphoreLayout;
import io.keymend.remedy.Act;
import io.keymend.remedy.Loss;
import io.keymend.remedy.Remedy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;

final class WaysOutTest {
    private static final String KNOWN = "IlRqgrrO5Gp27MlWakDX1xVrPv4jhoUx+ARY+qGyDxQ=";

    private final String now = SemaphoreLayout.newKey();
    private final String old = SemaphoreLayout.newKey();
    private final Patients patients = new Patients();

    private List<Remedy> ways() {
        return WaysOut.of("semaphore-2026", patients.examine());
    }

    @Test
    void theRightKeyComesFirstThenSealingAgain() {
        patients.inUse.add(now);
        patients.kept.add(old);
        patients.sealed("1", old);
        assertThat(ways())
                .extracting(Remedy::title)
                .containsExactly(
                        "Put Semaphore's former key back",
                        "Seal the rows again under the key in use");
    }

    @Test
    void withoutAKeyNothingIsSealedAgain() {
        patients.inUse.add("");
        patients.kept.add(old);
        patients.sealed("1", old);
        assertThat(ways())
                .extracting(Remedy::title)
                .containsExactly("Set Semaphore's key again: none is set");
    }

    @Test
    void theLostKeyIsLookedForBeforeAnythingIsEnteredAgain() {
        patients.inUse.add(now);
        patients.sealed("1", old);
        assertThat(ways())
                .extracting(Remedy::title)
                .containsExactly(
                        "Look for the key before anything is entered again",
                        "Enter the secrets again, in the key store");
    }

    @Test
    void aPublishedKeyIsAWayOfItsOwnAlsoWhereAllIsFine() {
        patients.inUse.add(KNOWN);
        patients.sealed("1", KNOWN);
        assertThat(ways())
                .extracting(Remedy::title)
                .containsExactly("Replace a key that everybody knows");
    }

    @Test
    void whereNothingIsWrongThereIsNothingToDo() {
        patients.inUse.add(now);
        assertThat(ways()).isEmpty();
        patients.sealed("1", now);
        assertThat(ways()).isEmpty();
    }

    @Test
    void whereTheDataApiDoesNotReachTheStepsByHandAreTold() {
        patients.inUse.add(now);
        patients.reading = new SecretTables.Reading.Unread("no access_key");
        assertThat(ways()).singleElement().extracting(Remedy::act).isEqualTo(Act.INVESTIGATE);
    }

    /// Whatever the rows are and whoever uses them.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void noWayEverDeletesOrEmptiesARow(long seed) {
        Random random = new Random(seed);
        List<String> keys = List.of(now, old, KNOWN, SemaphoreLayout.newKey());
        patients.inUse.add(keys.get(random.nextInt(3)));
        patients.kept.add(old);
        for (int id = 1; id <= 6; id++) {
            String name = Integer.toString(id);
            switch (random.nextInt(4)) {
                case 0 -> patients.stored(name, SecretType.STRING, "bm90IHNlYWxlZA==");
                case 1 -> patients.stored(name, SecretType.LOGIN_PASSWORD, "");
                default -> patients.sealed(name, keys.get(random.nextInt(keys.size())));
            }
            List<Dependant.Kind> kinds = List.of(Dependant.Kind.values());
            patients.usedBy(name, kinds.get(random.nextInt(kinds.size())));
        }
        assertThat(ways())
                .allSatisfy(way -> {
                    assertThat(way.act().deletes()).isFalse();
                    assertThat(way.loss()).isLessThan(Loss.ROW);
                    assertThat(String.join("\n", way.commands()))
                            .doesNotContainIgnoringCase("delete")
                            .doesNotContainIgnoringCase("null")
                            .doesNotContain("empty");
                });
    }
}
