package io.keymend.evidence;

import static io.keymend.testing.Ids.CURRENT_KEY;
import static io.keymend.testing.Ids.FORMER_KEY;
import static io.keymend.testing.Ids.OLDEST_KEY;
import static io.keymend.testing.Ids.REPLICA_HERE;
import static io.keymend.testing.Ids.REPLICA_THERE;
import static io.keymend.testing.Ids.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.TableInspector.Sample;
import io.keymend.seal.Fingerprint;
import io.keymend.seal.SealedValue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

final class AttributionTest {
    private static final Fingerprint NOW = fingerprint(1);
    private static final Fingerprint BEFORE = fingerprint(2);
    private static final Fingerprint OLD = fingerprint(3);
    private static final Fingerprint STRANGE = fingerprint(4);

    private final KeysInMemory keys =
            new KeysInMemory().key(CURRENT_KEY, BEFORE, NOW).key(FORMER_KEY, OLD);

    @Test
    void aKeysOwnFingerprintNamesItWithoutAProbe() {
        assertThat(attribute(List.of(FORMER_KEY), NOW, OLD))
                .containsExactly(
                        Map.entry(NOW, new Sealer.Current(CURRENT_KEY, Sealer.Proof.FINGERPRINT)),
                        Map.entry(OLD, new Sealer.Other(FORMER_KEY, Sealer.Proof.FINGERPRINT)));
        assertThat(keys.calls).containsExactly("own " + CURRENT_KEY, "own " + FORMER_KEY);
    }

    @Test
    void aRotatedCurrentKeyIsFoundByAProbe() {
        assertThat(attribute(List.of(FORMER_KEY), BEFORE))
                .containsEntry(BEFORE, new Sealer.Current(CURRENT_KEY, Sealer.Proof.PROBE));
    }

    @Test
    void aRotatedFormerKeyIsFoundByAProbe() {
        keys.key(FORMER_KEY, BEFORE, OLD).key(CURRENT_KEY, NOW);
        assertThat(attribute(List.of(FORMER_KEY), BEFORE))
                .containsEntry(BEFORE, new Sealer.Other(FORMER_KEY, Sealer.Proof.PROBE));
    }

    @Test
    void theOnlyKeyLeftOverIsFoundByElimination() {
        keys.refuse(FORMER_KEY);
        assertThat(attribute(List.of(FORMER_KEY, OLDEST_KEY), OLD))
                .containsEntry(OLD, new Sealer.Other(FORMER_KEY, Sealer.Proof.ELIMINATION));
    }

    @Test
    void severalKeysLeftOverStayForeign() {
        keys.refuse(FORMER_KEY).refuse(OLDEST_KEY);
        assertThat(attribute(List.of(FORMER_KEY, OLDEST_KEY), OLD))
                .containsEntry(
                        OLD,
                        new Sealer.Foreign(
                                "not the current key; 2 keys on record may have sealed it"));
    }

    @Test
    void aSealOfNoKeyOnRecordIsForeign() {
        assertThat(attribute(List.of(FORMER_KEY), STRANGE))
                .containsEntry(
                        STRANGE,
                        new Sealer.Foreign("not the current key, and none of the keys on record"));
    }

    @Test
    void anUndecidedCurrentKeyLeavesItUnresolved() {
        keys.refuse(CURRENT_KEY);
        assertThat(attribute(List.of(), STRANGE, BEFORE))
                .containsEntry(STRANGE, new Sealer.Unresolved("AccessDenied"))
                .containsEntry(BEFORE, new Sealer.Unresolved("AccessDenied"));
    }

    @Test
    void withoutAWholeSampleNothingIsProbed() {
        Sample none = new Sample.None("none of the first values is a whole KMS blob");
        assertThat(
                        new Attribution(keys, List.of(CURRENT_KEY), List.of())
                                .attribute(List.of(STRANGE, NOW), _ -> none))
                .containsEntry(
                        STRANGE,
                        new Sealer.Unresolved("none of the first values is a whole KMS blob"))
                .containsEntry(NOW, new Sealer.Current(CURRENT_KEY, Sealer.Proof.FINGERPRINT));
        assertThat(keys.calls).noneMatch(call -> call.startsWith("probe"));
    }

    @Test
    void aValueIsReadOnlyWhereNoOwnFingerprintDecides() {
        List<Fingerprint> read = new ArrayList<>();
        new Attribution(keys, List.of(CURRENT_KEY), List.of(FORMER_KEY))
                .attribute(
                        List.of(NOW, OLD, STRANGE),
                        wanted -> {
                            read.add(wanted);
                            return sample(wanted);
                        });
        assertThat(read).containsExactly(STRANGE);
    }

    @Test
    void aReplicaOfTheCurrentKeyIsNoOtherKey() {
        keys.key(REPLICA_HERE, NOW).refuse(REPLICA_THERE);
        Map<Fingerprint, Sealer> sealers =
                new Attribution(keys, List.of(REPLICA_HERE), List.of(REPLICA_THERE))
                        .attribute(List.of(NOW, STRANGE), AttributionTest::sample);
        assertThat(sealers.get(NOW)).isInstanceOf(Sealer.Current.class);
        assertThat(sealers.get(STRANGE)).isInstanceOf(Sealer.Foreign.class);
        assertThat(keys.calls).noneMatch(call -> call.contains(REPLICA_THERE.toString()));
    }

    @Test
    void aSecondCurrentKeyIsAsCurrentAsTheFirst() {
        Map<Fingerprint, Sealer> sealers =
                new Attribution(keys, List.of(CURRENT_KEY, FORMER_KEY), List.of(FORMER_KEY))
                        .attribute(List.of(OLD), AttributionTest::sample);
        assertThat(sealers)
                .containsEntry(OLD, new Sealer.Current(FORMER_KEY, Sealer.Proof.FINGERPRINT));
    }

    @Test
    void eachKeyIsAskedOnceAndProbedOncePerFingerprintLeftOver() {
        keys.refuse(OLDEST_KEY);
        Fingerprint[] sealed = {NOW, OLD, STRANGE, fingerprint(5), fingerprint(6), BEFORE};
        attribute(List.of(FORMER_KEY, OLDEST_KEY), sealed);
        assertThat(keys.calls).doesNotHaveDuplicates();
        assertThat(keys.calls).filteredOn(call -> call.startsWith("own ")).hasSize(3);
        assertThat(keys.calls)
                .filteredOn(call -> call.startsWith("probe "))
                .hasSize(3 * 3 + 1)
                .noneMatch(call -> call.endsWith(NOW.hex()) || call.endsWith(OLD.hex()));
    }

    @Test
    void noFurtherKeyIsAskedOnceEveryFingerprintIsKnown() {
        attribute(List.of(FORMER_KEY, OLDEST_KEY), NOW, OLD);
        assertThat(keys.calls).containsExactly("own " + CURRENT_KEY, "own " + FORMER_KEY);
    }

    @Test
    void withoutSealedRowsKmsIsNotAsked() {
        assertThat(attribute(List.of(FORMER_KEY))).isEmpty();
        assertThat(keys.calls).isEmpty();
    }

    private Map<Fingerprint, Sealer> attribute(List<KeyArn> others, Fingerprint... sealed) {
        return new Attribution(keys, List.of(CURRENT_KEY), others)
                .attribute(List.of(sealed), AttributionTest::sample);
    }

    private static Sample sample(Fingerprint fingerprint) {
        return new Sample.Whole(value(fingerprint));
    }

    static SealedValue value(Fingerprint fingerprint) {
        return new SealedValue(HexFormat.of().parseHex("0102020078" + fingerprint.hex()));
    }
}
