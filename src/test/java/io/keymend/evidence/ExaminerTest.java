package io.keymend.evidence;

import static io.keymend.testing.EvidenceBuilder.census;
import static io.keymend.testing.EvidenceBuilder.group;
import static io.keymend.testing.Ids.CURRENT_KEY;
import static io.keymend.testing.Ids.FORMER_KEY;
import static io.keymend.testing.Ids.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.install.DatabaseRef;
import io.keymend.profile.Profile;
import io.keymend.seal.Encoding;
import io.keymend.testing.InstallBuilder;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

final class ExaminerTest {
    private final KeysInMemory keys =
            new KeysInMemory()
                    .key(CURRENT_KEY, fingerprint(1))
                    .key(FORMER_KEY, fingerprint(2), fingerprint(3))
                    .state(FORMER_KEY, new KeyState.Disabled());
    private final SealsInMemory memory = new SealsInMemory();
    private final List<DatabaseRef> looked = new ArrayList<>();

    /// Tables of which the test says what a look finds.
    private final class TablesInMemory implements TableInspector {
        private final Inspection inspection;

        TablesInMemory(Inspection inspection) {
            this.inspection = inspection;
        }

        @Override
        public Inspection inspect(DatabaseRef database, Profile profile, BooleanSupplier timeIsUp) {
            looked.add(database);
            return inspection;
        }

        @Override
        public List<RowKey> rows(DatabaseRef database, ColumnCensus column, SealedGroup group) {
            return List.of(
                    new RowKey(List.of(column.column() + " " + group.fingerprint().brief())));
        }

        /// Only the column `hooks.token` holds a whole value.
        @Override
        public Sample sample(DatabaseRef database, ColumnCensus column, SealedGroup group) {
            return column.column().column().equals("token")
                    ? new Sample.Whole(AttributionTest.value(group.fingerprint()))
                    : new Sample.None("cut off");
        }
    }

    @Test
    void oneLookAndAFewCallsGiveTheWholeEvidence() {
        Inspection seen =
                new Inspection.Seen(
                        List.of(
                                census("oidc_settings", "secret", group(fingerprint(3), 1)),
                                census("hooks", "token", sampled(), group(fingerprint(1), 4))),
                        List.of());
        Evidence evidence = examine(seen);
        assertThat(looked).containsExactly(InstallBuilder.current().database());
        assertThat(evidence.sealers())
                .containsEntry(
                        fingerprint(1), new Sealer.Current(CURRENT_KEY, Sealer.Proof.FINGERPRINT))
                .containsEntry(fingerprint(2), new Sealer.Other(FORMER_KEY, Sealer.Proof.PROBE))
                .containsEntry(
                        fingerprint(3), new Sealer.Other(FORMER_KEY, Sealer.Proof.FINGERPRINT));
        assertThat(evidence.state(FORMER_KEY)).isEqualTo(new KeyState.Disabled());
        assertThat(evidence.state(CURRENT_KEY)).isEqualTo(new KeyState.Enabled());
    }

    @Test
    void aSampleOfAnyColumnServesItsFingerprint() {
        Inspection seen =
                new Inspection.Seen(
                        List.of(
                                census("oidc_settings", "secret", group(fingerprint(2), 1)),
                                census("hooks", "token", sampled())),
                        List.of());
        assertThat(examine(seen).sealers())
                .containsEntry(fingerprint(2), new Sealer.Other(FORMER_KEY, Sealer.Proof.PROBE));
    }

    @Test
    void onlyRowsThatTheCurrentKeyDidNotSealAreNamed() {
        SealedGroup fine = new SealedGroup(fingerprint(1), Encoding.BASE64, 4, List.of());
        Inspection seen =
                new Inspection.Seen(List.of(census("hooks", "token", sampled(), fine)), List.of());
        List<SealedGroup> groups = examine(seen).columns().getFirst().groups();
        assertThat(groups.getFirst().first()).hasSize(1);
        assertThat(groups.getLast().first()).isEmpty();
    }

    @Test
    void aValueThatTheCurrentKeyOpensIsTheCanary() {
        Evidence evidence =
                examine(
                        new Inspection.Seen(
                                List.of(census("hooks", "token", group(fingerprint(1), 4))),
                                List.of()));
        assertThat(evidence.canary()).isEqualTo(new Canary.Passed(fingerprint(1)));
        assertThat(keys.calls)
                .filteredOn(call -> !call.startsWith("state "))
                .containsExactly("probe " + CURRENT_KEY + " " + fingerprint(1));
    }

    @Test
    void whereNoValueOpensAFreshOneIsTheCanary() {
        Evidence evidence =
                examine(new Inspection.Seen(List.of(census("a", "token", sampled())), List.of()));
        assertThat(evidence.canary()).isEqualTo(new Canary.Passed(fingerprint(1)));
        assertThat(keys.calls).contains("canary " + CURRENT_KEY);
    }

    @Test
    void withoutASealedValueThereIsNothingToProve() {
        Evidence evidence = examine(new Inspection.Seen(List.of(), List.of()));
        assertThat(evidence.canary()).isInstanceOf(Canary.NotRun.class);
        assertThat(keys.calls).noneMatch(call -> call.startsWith("canary"));
    }

    @Test
    void whatWasSeenIsRememberedAndKnownWhenTheKeyIsGone() {
        Inspection seen =
                new Inspection.Seen(
                        List.of(census("hooks", "token", sampled(), group(fingerprint(1), 4))),
                        List.of());
        examine(seen);
        assertThat(memory.seen)
                .containsEntry(fingerprint(1), CURRENT_KEY)
                .containsEntry(fingerprint(2), FORMER_KEY);

        keys.refuse(FORMER_KEY);
        assertThat(examine(seen).sealers())
                .containsEntry(fingerprint(2), new Sealer.Other(FORMER_KEY, Sealer.Proof.RECORDED));
    }

    @Test
    void whatIsOnlyInferredIsNotRemembered() {
        keys.refuse(FORMER_KEY);
        Evidence evidence =
                examine(new Inspection.Seen(List.of(census("a", "token", sampled())), List.of()));
        assertThat(evidence.sealers())
                .containsEntry(
                        fingerprint(2), new Sealer.Other(FORMER_KEY, Sealer.Proof.ELIMINATION));
        assertThat(memory.seen).isEmpty();
    }

    @Test
    void itIsToldWhichKeysKmsSaysDidNotSealAValue() {
        Evidence evidence =
                examine(new Inspection.Seen(List.of(census("a", "token", sampled())), List.of()));
        assertThat(evidence.notOf()).containsEntry(fingerprint(2), java.util.Set.of(CURRENT_KEY));
        assertThat(evidence.isNotOf(sampled(), List.of(CURRENT_KEY))).isTrue();
        assertThat(evidence.isNotOf(sampled(), List.of(CURRENT_KEY, FORMER_KEY))).isFalse();
        assertThat(evidence.isNotOf(sampled(), List.of())).isFalse();
    }

    @Test
    void anUnreadDatabaseStillTellsTheKeysStates() {
        Evidence evidence = examine(new Inspection.Unseen("no such secret"));
        assertThat(evidence.sealers()).isEmpty();
        assertThat(evidence.columns()).isEmpty();
        assertThat(evidence.state(FORMER_KEY)).isEqualTo(new KeyState.Disabled());
        assertThat(keys.calls)
                .containsExactlyInAnyOrder("state " + CURRENT_KEY, "state " + FORMER_KEY);
    }

    private Evidence examine(Inspection inspection) {
        return new Examiner(new TablesInMemory(inspection), keys, memory)
                .examine(
                        InstallBuilder.current(),
                        Profile.unknown("spacelift"),
                        List.of(FORMER_KEY),
                        Instant.parse("2026-11-19T08:20:00Z"),
                        () -> false);
    }

    private static SealedGroup sampled() {
        return new SealedGroup(fingerprint(2), Encoding.BASE64, 7, List.of());
    }
}
