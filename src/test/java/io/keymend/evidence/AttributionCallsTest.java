package io.keymend.evidence;

import static io.keymend.testing.Ids.CURRENT_KEY;
import static io.keymend.testing.Ids.FORMER_KEY;
import static io.keymend.testing.Ids.OLDEST_KEY;
import static io.keymend.testing.Ids.REPLICA_HERE;
import static io.keymend.testing.Ids.REPLICA_THERE;
import static io.keymend.testing.Ids.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.KeyArn;
import io.keymend.seal.Fingerprint;
import io.keymend.testing.Ids;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which calls an attribution makes, in which order, and which it spares.
final class AttributionCallsTest {
    private static final Fingerprint[] CURRENTS = materials(100);
    private static final Fingerprint[] FORMERS = materials(200);
    private static final Sealer NOT_ASKED =
            new Sealer.Foreign(
                    "not the current key; whose it is was not asked: the calls were used up");

    private final KeysInMemory keys =
            new KeysInMemory().key(CURRENT_KEY, CURRENTS).key(FORMER_KEY, FORMERS);
    private final SealMemory memory = new SealMemory();
    private boolean young;

    /// Six materials, the present one last.
    private static Fingerprint[] materials(int from) {
        return IntStream.range(from, from + 6)
                .mapToObj(Ids::fingerprint)
                .toArray(Fingerprint[]::new);
    }

    @Test
    void twelveFingerprintsOfTwoKeysInTurnsTakeFourteenCalls() {
        Fingerprint[] turns =
                IntStream.range(0, 6)
                        .boxed()
                        .flatMap(i -> Stream.of(FORMERS[i], CURRENTS[i]))
                        .toArray(Fingerprint[]::new);
        Map<Fingerprint, Sealer> sealers = attribute(List.of(FORMER_KEY), turns);
        assertThat(keys.calls).hasSize(14);
        assertThat(CURRENTS).allMatch(own -> sealers.get(own) instanceof Sealer.Current);
        assertThat(Arrays.stream(FORMERS).map(sealers::get).filter(NOT_ASKED::equals))
                .hasSizeLessThan(5);
        assertThat(Arrays.stream(FORMERS).map(sealers::get).filter(seal -> !seal.equals(NOT_ASKED)))
                .allMatch(Sealer.Other.class::isInstance);
    }

    @Test
    void rotationsOfOneKeyAfterTheOtherAreAllNamed() {
        Fingerprint[] runs =
                Stream.concat(Arrays.stream(FORMERS), Arrays.stream(CURRENTS))
                        .toArray(Fingerprint[]::new);
        Map<Fingerprint, Sealer> sealers = attribute(List.of(FORMER_KEY), runs);
        assertThat(keys.calls).hasSizeLessThanOrEqualTo(14);
        assertThat(sealers.values()).doesNotContain(NOT_ASKED);
        assertThat(FORMERS).allMatch(old -> sealers.get(old) instanceof Sealer.Other);
    }

    @Test
    void underAYoungCurrentKeyTheFormerOneIsAskedFirst() {
        young = true;
        attribute(List.of(FORMER_KEY), FORMERS[0], FORMERS[5], CURRENTS[5]);
        assertThat(keys.calls)
                .containsExactly(
                        "own " + CURRENT_KEY,
                        "own " + FORMER_KEY,
                        "probe " + FORMER_KEY + " " + FORMERS[0],
                        "probe " + CURRENT_KEY + " " + FORMERS[5]);
    }

    @Test
    void withoutASpareCallOnlyTheCurrentKeyIsAsked() {
        young = true;
        attribute(List.of(FORMER_KEY), fingerprint(1), fingerprint(2));
        assertThat(keys.calls)
                .containsExactly(
                        "own " + CURRENT_KEY,
                        "own " + FORMER_KEY,
                        "probe " + CURRENT_KEY + " " + fingerprint(1),
                        "probe " + CURRENT_KEY + " " + fingerprint(2));
    }

    @Test
    void aKeyThatCannotBeAskedIsAskedOnce() {
        keys.refuse(FORMER_KEY).key(OLDEST_KEY, FORMERS[5]);
        attribute(List.of(FORMER_KEY, OLDEST_KEY), CURRENTS[5], FORMERS[0], FORMERS[1], FORMERS[5]);
        assertThat(keys.calls)
                .filteredOn(call -> call.contains(FORMER_KEY.toString()))
                .containsExactly("own " + FORMER_KEY);
    }

    @Test
    void ofWhatWasFoundOutOnlyTheFormerKeyIsAskedAgain() {
        Fingerprint[] sealed = {CURRENTS[5], CURRENTS[0], FORMERS[5], fingerprint(1)};
        Map<Fingerprint, Sealer> first = attribute(List.of(FORMER_KEY), sealed);
        keys.calls.clear();
        assertThat(attribute(List.of(FORMER_KEY), sealed)).isEqualTo(first);
        assertThat(keys.calls).containsExactly("own " + FORMER_KEY);
    }

    @Test
    void whatWasKnownOfAKeyThatBecameCurrentIsStillKnown() {
        attribute(List.of(FORMER_KEY), CURRENTS[5], FORMERS[5]);
        keys.calls.clear();
        assertThat(attribute(FORMER_KEY, List.of(CURRENT_KEY), CURRENTS[5], FORMERS[5]))
                .containsEntry(CURRENTS[5], new Sealer.Other(CURRENT_KEY, Sealer.Proof.FINGERPRINT))
                .containsEntry(
                        FORMERS[5], new Sealer.Current(FORMER_KEY, Sealer.Proof.FINGERPRINT));
        assertThat(keys.calls)
                .containsExactly("probe " + FORMER_KEY + " " + CURRENTS[5], "own " + CURRENT_KEY);
    }

    @Test
    void aRefusalIsForgotten() {
        keys.refuse(CURRENT_KEY);
        attribute(List.of(), CURRENTS[0]);
        keys.calls.clear();
        attribute(List.of(), CURRENTS[0]);
        assertThat(keys.calls).isNotEmpty();
    }

    @Test
    void replicasAreOneKeyAskedInTheCurrentInstallsRegion() {
        keys.key(REPLICA_HERE, CURRENTS).key(REPLICA_THERE, CURRENTS);
        Map<Fingerprint, Sealer> sealers =
                attribute(
                        REPLICA_HERE,
                        List.of(REPLICA_THERE),
                        CURRENTS[5],
                        CURRENTS[0],
                        fingerprint(1));
        assertThat(sealers)
                .containsEntry(CURRENTS[0], new Sealer.Current(REPLICA_HERE, Sealer.Proof.PROBE))
                .containsEntry(
                        fingerprint(1),
                        new Sealer.Foreign("not the current key, and none of the keys on record"));
        assertThat(keys.calls).noneMatch(call -> call.contains(REPLICA_THERE.toString()));
    }

    @Test
    void aFormerKeysReplicaIsAskedInTheCurrentInstallsRegion() {
        keys.key(REPLICA_HERE, FORMERS).key(REPLICA_THERE, FORMERS);
        assertThat(
                        attribute(
                                List.of(REPLICA_THERE, FORMER_KEY, REPLICA_HERE),
                                CURRENTS[5],
                                FORMERS[5]))
                .containsEntry(
                        FORMERS[5], new Sealer.Other(REPLICA_HERE, Sealer.Proof.FINGERPRINT));
        assertThat(keys.calls)
                .containsExactly(
                        "own " + CURRENT_KEY,
                        "own " + REPLICA_HERE,
                        "probe " + CURRENT_KEY + " " + FORMERS[5]);
    }

    @Test
    void whereOneReplicaCannotBeAskedTheOneThatLivesIs() {
        keys.refuse(REPLICA_HERE).key(REPLICA_THERE, CURRENTS);
        assertThat(
                        attribute(
                                REPLICA_HERE,
                                List.of(REPLICA_THERE),
                                CURRENTS[0],
                                CURRENTS[1],
                                fingerprint(1)))
                .containsEntry(CURRENTS[0], new Sealer.Current(REPLICA_HERE, Sealer.Proof.PROBE))
                .containsEntry(CURRENTS[1], new Sealer.Current(REPLICA_HERE, Sealer.Proof.PROBE))
                .containsEntry(
                        fingerprint(1),
                        new Sealer.Foreign("not the current key, and none of the keys on record"));
        assertThat(keys.calls).hasSize(4);
    }

    @Test
    void whereOneRegionIsSilentTheReplicaOfAnotherIsAsked() {
        keys.key(REPLICA_HERE, CURRENTS).key(REPLICA_THERE, CURRENTS).silence(Ids.REGION);
        assertThat(attribute(REPLICA_HERE, List.of(REPLICA_THERE), CURRENTS[0], CURRENTS[1]))
                .containsValue(new Sealer.Current(REPLICA_HERE, Sealer.Proof.PROBE))
                .doesNotContainValue(new Sealer.Unresolved("Throttling"));
        assertThat(keys.calls).hasSize(3);
    }

    private Map<Fingerprint, Sealer> attribute(List<KeyArn> others, Fingerprint... sealed) {
        return attribute(CURRENT_KEY, others, sealed);
    }

    private Map<Fingerprint, Sealer> attribute(
            KeyArn current, List<KeyArn> others, Fingerprint... sealed) {
        Questions questions = new Questions(keys, () -> false);
        return new Attribution(
                        questions,
                        memory,
                        RecordedKey.all(List.of(current), others, Ids.REGION),
                        Map.of(),
                        young,
                        List.of(sealed),
                        AttributionTest::sample)
                .sealers();
    }
}
