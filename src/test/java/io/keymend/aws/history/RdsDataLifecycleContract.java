package io.keymend.aws.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keymend.denial.KeyChange;
import io.keymend.denial.LifecycleEvent;
import io.keymend.denial.LifecycleEvent.Source;
import io.keymend.install.HistoryUnavailable;
import io.keymend.install.KeptHistory;
import io.keymend.install.KeyTimeline;
import io.keymend.install.StackHistory;
import io.keymend.testing.Ids;
import io.keymend.testing.Reinstalls;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// What is kept of lifecycle events, on any engine.
abstract class RdsDataLifecycleContract extends StateFixture {
    private static final long SEED = 20_261_120;

    private RdsDataLifecycle lifecycle = log();

    private RdsDataLifecycle log() {
        return new RdsDataLifecycle(database, where().engine(), () -> NOW);
    }

    @BeforeEach
    void fresh() {
        lifecycle = log();
    }

    @Test
    void aShuffledStreamOfThreeReinstallsGivesTheHistoryOfTheOrderedOne() {
        history.record(Reinstalls.recorded());
        KeptHistory kept = new KeptHistory(history, lifecycle);
        Reinstalls.delivered(new Random(SEED)).forEach(lifecycle::keep);

        assertThat(kept.all())
                .as("seed %d", SEED)
                .isEqualTo(
                        StackHistory.of(Reinstalls.inOrder()).keep(List.of(Reinstalls.recorded())));
        for (int i = 0; i < 4; i++) {
            assertThat(KeyTimeline.of(lifecycle.ofKey(Reinstalls.key(i))))
                    .as("seed %d, key %d", SEED, i)
                    .isEqualTo(KeyTimeline.of(Reinstalls.inOrder()).only(Reinstalls.key(i)));
        }
    }

    @Test
    void everyFieldOfAnEventComesBackAndTheFirstOfAnIdStays() throws SQLException {
        LifecycleEvent event = imported("a", "actor ':' \" -- ;", "n".repeat(300));
        lifecycle.keep(event);
        lifecycle.keep(imported("a", "another", "note"));
        lifecycle.keep(imported("A", "another", "note"));

        assertThat(lifecycle.ofKey(Ids.FORMER_KEY))
                .containsExactlyInAnyOrder(event, imported("A", "another", "note"));
        assertThat(asked("SELECT count(*) FROM keymend.lifecycle")).isEqualTo("2");
    }

    @Test
    void replicasAreFoundTogetherAndOtherKeysAreNot() {
        LifecycleEvent here = of("here", Ids.REPLICA_HERE);
        LifecycleEvent there = of("there", Ids.REPLICA_THERE);
        List.of(here, there, of("other", Ids.CURRENT_KEY)).forEach(lifecycle::keep);

        assertThat(lifecycle.ofKey(Ids.REPLICA_THERE)).containsExactlyInAnyOrder(here, there);
        assertThat(lifecycle.ofKey(Ids.FORMER_KEY)).isEmpty();
        assertThat(lifecycle.ofStacks()).isEmpty();
    }

    @Test
    void moreEventsThanAPageHoldsAreReadWhole() {
        for (int i = 0; i < 501; i++) {
            lifecycle.keep(of("event-" + i, Ids.FORMER_KEY));
        }
        assertThat(lifecycle.ofKey(Ids.FORMER_KEY)).hasSize(501).doesNotHaveDuplicates();
    }

    @Test
    void whereTheTableIsMissingTheMessageNamesTheCommand() throws SQLException {
        stack.server().run(where().name(), "DROP TABLE keymend.lifecycle");

        assertThatThrownBy(() -> lifecycle.keep(of("a", Ids.FORMER_KEY)))
                .isInstanceOf(HistoryUnavailable.class)
                .hasMessageContaining("create-schema");
        assertThatThrownBy(lifecycle::ofStacks).isInstanceOf(HistoryUnavailable.class);
    }

    private static LifecycleEvent imported(String id, String actor, String note) {
        return new LifecycleEvent.OfKey(
                new Source(id, Instant.parse("2026-11-19T08:20:00.123Z"), actor),
                Ids.FORMER_KEY,
                KeyChange.MATERIAL_IMPORTED,
                Optional.of(Instant.parse("2026-12-01T00:00:00Z")),
                note);
    }

    private static LifecycleEvent of(String id, io.keymend.denial.KeyArn key) {
        return new LifecycleEvent.OfKey(
                new Source(id, NOW, "dana"), key, KeyChange.ENABLED, Optional.empty(), "");
    }
}
