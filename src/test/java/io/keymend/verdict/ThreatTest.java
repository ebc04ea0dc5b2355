package io.keymend.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.keymend.denial.KeyChange;
import io.keymend.denial.LifecycleEvent;
import io.keymend.evidence.KeyProbe.Own;
import io.keymend.evidence.KeyState;
import io.keymend.testing.Ids;
import io.keymend.verdict.Threat.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

final class ThreatTest {
    private static final Instant NOW = Instant.parse("2026-11-19T08:20:00Z");
    private static final Optional<Instant> LATER = Optional.of(NOW.plusSeconds(60));
    private static final Optional<Instant> BEFORE = Optional.of(NOW.minusSeconds(60));
    private static final Own USABLE = new Own.Known(Ids.fingerprint(1));
    private static final Own REFUSED = new Own.Unaskable("no");

    private static final KeyState HEALTHY = new KeyState.Enabled();
    private static final List<KeyState> STATES =
            List.of(
                    HEALTHY,
                    new KeyState.Disabled(),
                    new KeyState.PendingDeletion(LATER),
                    new KeyState.PendingImport(),
                    new KeyState.Unavailable(),
                    new KeyState.Transient("Creating"),
                    new KeyState.Missing(),
                    new KeyState.Hidden("no"));

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POLICY_CHANGED")
    void whateverTheEventSaysAHealthyKeyIsHealthy(KeyChange change) {
        assertThat(threat(change, Optional.empty(), HEALTHY, USABLE)).isEmpty();
        assertThat(threat(change, BEFORE, HEALTHY, USABLE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whateverTheEventSaysTheStateIsTold(KeyChange change) {
        assertThat(kind(change, new KeyState.PendingDeletion(LATER))).contains(Kind.DELETION);
        assertThat(kind(change, new KeyState.Disabled())).contains(Kind.DISABLED);
        assertThat(kind(change, new KeyState.PendingImport())).contains(Kind.MATERIAL_GONE);
        assertThat(kind(change, new KeyState.Missing())).contains(Kind.DELETED);
        assertThat(kind(change, new KeyState.Unavailable())).isEmpty();
        assertThat(kind(change, new KeyState.Transient("Updating"))).isEmpty();
    }

    @Test
    void theDateIsTheStatesAndNotTheEvents() {
        Optional<Threat> threat =
                threat(
                        KeyChange.DELETION_SCHEDULED,
                        BEFORE,
                        new KeyState.PendingDeletion(LATER),
                        REFUSED);
        assertThat(threat).contains(new Threat(Kind.DELETION, LATER, ""));
    }

    @Test
    void aPolicyIsToldByWhetherKeymendMayStillUseTheKey() {
        assertThat(threat(KeyChange.POLICY_CHANGED, Optional.empty(), HEALTHY, USABLE))
                .map(Threat::kind)
                .contains(Kind.POLICY_CHANGED);
        assertThat(threat(KeyChange.POLICY_CHANGED, Optional.empty(), HEALTHY, REFUSED))
                .contains(new Threat(Kind.POLICY_REFUSES, Optional.empty(), "no"));
    }

    @Test
    void onlyMaterialThatWillExpireIsAThreat() {
        assertThat(threat(KeyChange.MATERIAL_IMPORTED, LATER, HEALTHY, USABLE))
                .contains(new Threat(Kind.MATERIAL_EXPIRES, LATER, ""));
        assertThat(threat(KeyChange.DELETION_SCHEDULED, LATER, HEALTHY, USABLE)).isEmpty();
    }

    @Test
    void ofAKeyThatCannotBeSeenTheEventIsToldAsSuch() {
        Set<KeyChange> told = EnumSet.noneOf(KeyChange.class);
        for (KeyChange change : KeyChange.values()) {
            if (kind(change, new KeyState.Hidden("no")).equals(Optional.of(Kind.UNSEEN))) {
                told.add(change);
            }
        }
        assertThat(told)
                .containsExactlyInAnyOrder(
                        KeyChange.DISABLED,
                        KeyChange.DELETION_SCHEDULED,
                        KeyChange.DELETED,
                        KeyChange.POLICY_CHANGED,
                        KeyChange.MATERIAL_DELETED,
                        KeyChange.MATERIAL_EXPIRED);
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                arguments(Kind.DELETION, "Enabled Disabled PendingImport Unavailable"),
                arguments(Kind.DISABLED, "Enabled"),
                arguments(Kind.MATERIAL_GONE, "Enabled"),
                arguments(Kind.POLICY_REFUSES, "Enabled"),
                arguments(Kind.UNSEEN, "Enabled"),
                arguments(Kind.MATERIAL_EXPIRES, ""),
                arguments(Kind.POLICY_CHANGED, ""),
                arguments(Kind.DELETED, ""));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void aThreatIsOverInTheseStatesOnly(Kind kind, String states) {
        List<String> over =
                STATES.stream()
                        .filter(state -> kind.isOver(state, true, Optional.empty()))
                        .map(state -> state.getClass().getSimpleName())
                        .toList();
        assertThat(over)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(states.split(" ")).filter(s -> !s.isEmpty()).toList());
        assertThat(kind.isOver(HEALTHY, false, Optional.empty()))
                .as("enabled, and refused to Keymend")
                .isEqualTo(kind == Kind.DELETION);
    }

    @Test
    void materialNoLongerExpiresOnceItWasImportedForGood() {
        LifecycleEvent.OfKey forGood = event(KeyChange.MATERIAL_IMPORTED, Optional.empty());
        assertThat(Kind.MATERIAL_EXPIRES.isOver(HEALTHY, true, Optional.of(forGood))).isTrue();
        assertThat(
                        Kind.MATERIAL_EXPIRES.isOver(
                                HEALTHY,
                                true,
                                Optional.of(event(KeyChange.MATERIAL_IMPORTED, LATER))))
                .isFalse();
        assertThat(
                        Kind.MATERIAL_EXPIRES.isOver(
                                new KeyState.PendingImport(), true, Optional.of(forGood)))
                .isFalse();
    }

    @Test
    void aliasesGrantsAndRotationsThreatenNothing() {
        assertThat(Arrays.stream(KeyChange.values()).filter(change -> !Threat.concerns(change)))
                .containsExactlyInAnyOrder(
                        KeyChange.CREATED,
                        KeyChange.REPLICATED,
                        KeyChange.ROTATED,
                        KeyChange.ALIAS_SET,
                        KeyChange.ALIAS_REMOVED,
                        KeyChange.GRANT_CREATED,
                        KeyChange.GRANT_ENDED);
    }

    private static Optional<Kind> kind(KeyChange change, KeyState state) {
        return threat(change, Optional.empty(), state, REFUSED).map(Threat::kind);
    }

    private static Optional<Threat> threat(
            KeyChange change, Optional<Instant> due, KeyState state, Own own) {
        return Threat.of(event(change, due), state, own, NOW);
    }

    private static LifecycleEvent.OfKey event(KeyChange change, Optional<Instant> due) {
        return new LifecycleEvent.OfKey(
                new LifecycleEvent.Source("a", NOW, "dana"), Ids.FORMER_KEY, change, due, "");
    }
}
