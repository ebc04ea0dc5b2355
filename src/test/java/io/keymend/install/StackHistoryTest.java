package io.keymend.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.KeyChange;
import io.keymend.denial.LifecycleEvent;
import io.keymend.denial.StackChange;
import io.keymend.testing.DenialBuilder;
import io.keymend.testing.Ids;
import io.keymend.testing.InstallBuilder;
import io.keymend.testing.Reinstalls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

/// The history that keeps itself, by the events of three reinstalls.
final class StackHistoryTest {
    private static final List<LifecycleEvent> EVENTS = Reinstalls.inOrder();
    private static final Install FIRST = Reinstalls.recorded();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aShuffledStreamWithDuplicatesGivesTheSameHistory(long seed) {
        List<LifecycleEvent> delivered = Reinstalls.delivered(new Random(seed));

        assertThat(delivered).as("seed %d", seed).hasSizeGreaterThan(EVENTS.size());
        assertThat(StackHistory.of(delivered).keep(List.of(FIRST)))
                .as("seed %d", seed)
                .isEqualTo(StackHistory.of(EVENTS).keep(List.of(FIRST)));
        assertThat(KeyTimeline.of(delivered)).as("seed %d", seed).isEqualTo(KeyTimeline.of(EVENTS));
    }

    @Test
    void eachReinstallIsDerivedWithItsKeyItsRoleAndItsTime() {
        List<Install> history = StackHistory.of(EVENTS).keep(List.of(FIRST));

        assertThat(history).hasSize(4);
        assertThat(history.getFirst().uninstalledAt()).contains(Reinstalls.gone(0));
        for (int i = 1; i < 4; i++) {
            Install install = history.get(i);
            assertThat(install.id()).isEqualTo("spacelift-infra-kms.0000000" + i);
            assertThat(install.origin()).isEqualTo(Origin.DERIVED);
            assertThat(install.keys())
                    .containsExactly(new HeldKey(Reinstalls.key(i), KeyRole.DATA));
            assertThat(install.roles()).containsExactly(Reinstalls.role(i));
            assertThat(install.sameHouseAs(FIRST)).isTrue();
            assertThat(install.installedAt()).isEqualTo(Reinstalls.made(i));
            if (i < 3) {
                assertThat(install.uninstalledAt()).contains(Reinstalls.gone(i));
            } else {
                assertThat(install.uninstalledAt()).isEmpty();
            }
        }
    }

    @Test
    void whatSomebodyRecordedWins() {
        Install ended =
                new InstallBuilder("spacelift-first")
                        .key(Reinstalls.key(0), KeyRole.DATA)
                        .role(Reinstalls.role(0))
                        .from(FIRST.installedAt().toString())
                        .until("2026-02-02T00:00:00Z")
                        .build();
        Install second =
                new InstallBuilder("spacelift-second")
                        .key(Reinstalls.key(1), KeyRole.DATA)
                        .role(Reinstalls.role(1))
                        .from(Reinstalls.made(1).plusSeconds(999).toString())
                        .build();

        List<Install> history = StackHistory.of(EVENTS).keep(List.of(ended, second));

        assertThat(history)
                .extracting(Install::id)
                .containsExactly(
                        "spacelift-first",
                        "spacelift-second",
                        "spacelift-infra-kms.00000002",
                        "spacelift-infra-kms.00000003");
        assertThat(history.getFirst()).isEqualTo(ended);
        assertThat(history.get(1).uninstalledAt()).contains(Reinstalls.gone(1));
        assertThat(history.get(1).origin()).isEqualTo(Origin.RECORDED);
    }

    @Test
    void aStackThatOnlyWasAskedForIsNoInstall() {
        List<LifecycleEvent> asked =
                EVENTS.stream()
                        .filter(event ->
                                !(event instanceof LifecycleEvent.OfStack of
                                        && of.source().time().isAfter(Reinstalls.gone(0))
                                        && of.change() == StackChange.CREATED))
                        .toList();
        assertThat(StackHistory.of(asked).keep(List.of(FIRST)))
                .singleElement()
                .satisfies(install ->
                        assertThat(install.uninstalledAt()).contains(Reinstalls.gone(0)));
    }

    @Test
    void aStackOfAnotherNameIsNobodysSuccessor() {
        Install stranger =
                new InstallBuilder("other")
                        .key(Ids.STRANGER_KEY, KeyRole.DATA)
                        .role(Ids.STRANGER_ROLE)
                        .build();
        assertThat(StackHistory.of(EVENTS).keep(List.of(stranger))).containsExactly(stranger);
    }

    @Test
    void anEndBeforeTheInstallBeganIsNotItsOwn() {
        Install later =
                new InstallBuilder("later")
                        .key(Reinstalls.key(0), KeyRole.DATA)
                        .role(Reinstalls.role(0))
                        .from("2026-12-24T00:00:00Z")
                        .build();
        assertThat(StackHistory.of(EVENTS).keep(List.of(later)).getLast()).isEqualTo(later);
    }

    @Test
    void aDerivedInstallMakesTheMatchAmbiguousUntilItIsRecorded() {
        List<Install> history = StackHistory.of(EVENTS).keep(List.of(FIRST));
        Match match =
                Correlator.match(
                        DenialBuilder.denial()
                                .by(Reinstalls.role(3))
                                .key(Reinstalls.key(0))
                                .build(),
                        history);
        assertThat(match)
                .isInstanceOfSatisfying(
                        Match.Ambiguous.class,
                        ambiguous ->
                                assertThat(ambiguous.candidates())
                                        .containsExactlyInAnyOrderElementsOf(history)
                                        .startsWith(history.getFirst()));
    }

    @Test
    void aDeletedKeyHasItsProofAndNoOtherHas() {
        KeyTimeline timeline = KeyTimeline.of(EVENTS);
        assertThat(timeline.deleted(Reinstalls.key(0)))
                .get()
                .satisfies(proof -> {
                    assertThat(proof.time())
                            .isEqualTo(
                                    Reinstalls.gone(0).plusSeconds(600).plus(Duration.ofDays(30)));
                    assertThat(proof.key()).isEqualTo(Reinstalls.key(0));
                });
        assertThat(timeline.deleted(Reinstalls.key(1))).isEmpty();
        assertThat(timeline.only(Reinstalls.key(0)).latest(2))
                .extracting(LifecycleEvent.OfKey::change)
                .containsExactly(KeyChange.DELETED, KeyChange.DELETION_SCHEDULED);
    }

    @Test
    void whatHappensToAKeyAfterItsDeletionContradictsIt() {
        Instant later = Instant.parse("2026-12-01T00:00:00Z");
        for (KeyChange change : KeyChange.values()) {
            List<LifecycleEvent> events = new ArrayList<>(EVENTS);
            events.add(
                    new LifecycleEvent.OfKey(
                            new LifecycleEvent.Source("late", later, ""),
                            Reinstalls.key(0),
                            change,
                            Optional.empty(),
                            ""));
            assertThat(KeyTimeline.of(events).deleted(Reinstalls.key(0)).isPresent())
                    .as("%s", change)
                    .isEqualTo(!change.needsTheKey());
        }
    }

    @Test
    void aReplicasDeletionIsNoProofForItsSibling() {
        LifecycleEvent gone =
                new LifecycleEvent.OfKey(
                        new LifecycleEvent.Source("a", Instant.EPOCH, ""),
                        Ids.REPLICA_THERE,
                        KeyChange.DELETED,
                        Optional.empty(),
                        "");
        assertThat(KeyTimeline.of(List.of(gone)).deleted(Ids.REPLICA_HERE)).isEmpty();
        assertThat(KeyTimeline.of(List.of(gone)).deleted(Ids.REPLICA_THERE)).isPresent();
    }
}
