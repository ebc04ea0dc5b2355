package io.keymend.evidence;

import static io.keymend.testing.Ids.CURRENT_KEY;
import static io.keymend.testing.Ids.FORMER_KEY;
import static io.keymend.testing.Ids.OLDEST_KEY;
import static io.keymend.testing.Ids.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.TableInspector.Sample;
import io.keymend.seal.Fingerprint;
import io.keymend.seal.SealedValue;
import io.keymend.testing.Ids;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Whose key made which fingerprint, as KMS answers.
final class AttributionTest {
    private static final Fingerprint NOW = fingerprint(1);
    private static final Fingerprint BEFORE = fingerprint(2);
    private static final Fingerprint OLD = fingerprint(3);
    private static final Fingerprint STRANGE = fingerprint(4);
    private static final Fingerprint OLDER = fingerprint(5);

    private final KeysInMemory keys =
            new KeysInMemory().key(CURRENT_KEY, BEFORE, NOW).key(FORMER_KEY, OLDER, OLD);

    @Test
    void aKeysOwnFingerprintNamesItAndTheCurrentKeyDeniesIt() {
        assertThat(attribute(List.of(FORMER_KEY), NOW, OLD))
                .containsExactly(
                        Map.entry(NOW, new Sealer.Current(CURRENT_KEY, Sealer.Proof.FINGERPRINT)),
                        Map.entry(OLD, new Sealer.Other(FORMER_KEY, Sealer.Proof.FINGERPRINT)));
        assertThat(keys.calls)
                .containsExactly(
                        "own " + CURRENT_KEY,
                        "own " + FORMER_KEY,
                        "probe " + CURRENT_KEY + " " + OLD);
    }

    @Test
    void aRotatedCurrentKeyIsFoundByAProbe() {
        assertThat(attribute(List.of(FORMER_KEY), BEFORE))
                .containsEntry(BEFORE, new Sealer.Current(CURRENT_KEY, Sealer.Proof.PROBE));
        assertThat(keys.calls).hasSize(1);
    }

    @Test
    void aRotatedFormerKeyIsFoundByAProbe() {
        assertThat(attribute(List.of(FORMER_KEY), OLDER))
                .containsEntry(OLDER, new Sealer.Other(FORMER_KEY, Sealer.Proof.PROBE));
        assertThat(keys.calls).hasSize(3);
    }

    @Test
    void theOnlyKeyLeftOverIsFoundByElimination() {
        keys.refuse(FORMER_KEY).key(OLDEST_KEY, STRANGE);
        assertThat(attribute(List.of(FORMER_KEY, OLDEST_KEY), OLD))
                .containsEntry(OLD, new Sealer.Other(FORMER_KEY, Sealer.Proof.ELIMINATION));
    }

    @Test
    void aKeyIsNotFoundByEliminationWhereTheCurrentKeyCannotBeAsked() {
        keys.refuse(FORMER_KEY).refuse(CURRENT_KEY);
        assertThat(attribute(List.of(FORMER_KEY), OLD))
                .containsEntry(OLD, new Sealer.Unresolved("AccessDenied"));
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
    void aRefusedCurrentKeyLeavesItUnresolved() {
        keys.refuse(CURRENT_KEY);
        assertThat(attribute(List.of(FORMER_KEY), STRANGE, BEFORE))
                .containsEntry(STRANGE, new Sealer.Unresolved("AccessDenied"))
                .containsEntry(BEFORE, new Sealer.Unresolved("AccessDenied"));
    }

    @Test
    void anotherKeysYesSettlesItWithoutTheCurrentKey() {
        keys.refuse(CURRENT_KEY);
        assertThat(attribute(List.of(FORMER_KEY), STRANGE, OLDER))
                .containsEntry(STRANGE, new Sealer.Unresolved("AccessDenied"))
                .containsEntry(OLDER, new Sealer.Other(FORMER_KEY, Sealer.Proof.PROBE));
    }

    @Test
    void aValueTheCurrentKeyCannotDecideIsUnresolvedAndCostsNoFurtherCall() {
        keys.damage(BEFORE);
        assertThat(attribute(List.of(FORMER_KEY), NOW, OLD, BEFORE))
                .containsEntry(BEFORE, new Sealer.Unresolved("InvalidCiphertext"));
        assertThat(keys.calls).hasSize(4);
    }

    @Test
    void aSilentRegionIsAskedOnceAndLeavesEverythingUnresolved() {
        keys.silence(Ids.REGION);
        assertThat(attribute(List.of(FORMER_KEY), NOW, OLD, STRANGE).values())
                .containsOnly(new Sealer.Unresolved("Throttling"));
        assertThat(keys.calls).hasSize(1);
    }

    @Test
    void aSilentRegionOfAnotherKeyIsNoElimination() {
        KeyArn far = new KeyArn("aws", "us-east-1", Ids.ACCOUNT, "far");
        keys.key(far, OLDER).silence("us-east-1");
        assertThat(attribute(List.of(far), NOW, OLD))
                .containsEntry(
                        OLD,
                        new Sealer.Foreign(
                                "not the current key; whose it is could not be asked:"
                                        + " Throttling"));
    }

    @Test
    void onceTimeIsUpNobodyIsAsked() {
        assertThat(
                        attribution(
                                        new Questions(keys, () -> true),
                                        List.of(CURRENT_KEY),
                                        List.of(FORMER_KEY),
                                        AttributionTest::sample,
                                        NOW)
                                .sealers())
                .containsEntry(NOW, new Sealer.Unresolved("no time was left to ask KMS"));
        assertThat(keys.calls).isEmpty();
    }

    @Test
    void withoutAWholeSampleNothingIsProbed() {
        Sample none = new Sample.None("none of the first values is a whole KMS blob");
        assertThat(
                        attribution(
                                        new Questions(keys, () -> false),
                                        List.of(CURRENT_KEY),
                                        List.of(),
                                        _ -> none,
                                        STRANGE,
                                        NOW)
                                .sealers())
                .containsEntry(
                        STRANGE,
                        new Sealer.Unresolved("none of the first values is a whole KMS blob"))
                .containsEntry(NOW, new Sealer.Current(CURRENT_KEY, Sealer.Proof.FINGERPRINT));
        assertThat(keys.calls).noneMatch(call -> call.startsWith("probe"));
    }

    @Test
    void aValueIsReadOnceAndOnlyWhereItIsAskedAbout() {
        List<Fingerprint> read = new ArrayList<>();
        attribution(
                        new Questions(keys, () -> false),
                        List.of(CURRENT_KEY),
                        List.of(FORMER_KEY),
                        wanted -> {
                            read.add(wanted);
                            return sample(wanted);
                        },
                        NOW,
                        OLD,
                        STRANGE)
                .sealers();
        assertThat(read).containsExactly(STRANGE, OLD);
    }

    @Test
    void aSecondCurrentKeyIsAsCurrentAsTheFirst() {
        Map<Fingerprint, Sealer> sealers =
                attribution(
                                new Questions(keys, () -> false),
                                List.of(CURRENT_KEY, FORMER_KEY),
                                List.of(FORMER_KEY),
                                AttributionTest::sample,
                                OLD,
                                OLDER,
                                STRANGE)
                        .sealers();
        assertThat(sealers)
                .containsEntry(OLD, new Sealer.Current(FORMER_KEY, Sealer.Proof.FINGERPRINT))
                .containsEntry(OLDER, new Sealer.Current(FORMER_KEY, Sealer.Proof.PROBE))
                .containsEntry(
                        STRANGE,
                        new Sealer.Unresolved(
                                "not every current key was asked: the calls were used up"));
        assertThat(keys.calls).hasSize(5);
    }

    @Test
    void withoutACurrentKeyOnRecordNothingIsForeign() {
        assertThat(
                        attribution(
                                        new Questions(keys, () -> false),
                                        List.of(),
                                        List.of(FORMER_KEY),
                                        AttributionTest::sample,
                                        STRANGE)
                                .sealers())
                .containsEntry(
                        STRANGE,
                        new Sealer.Unresolved(
                                "no key is on record that the current install seals under"));
    }

    @Test
    void noFurtherKeyIsAskedOnceEveryFingerprintIsKnown() {
        attribute(List.of(FORMER_KEY, OLDEST_KEY), NOW, OLD);
        assertThat(keys.calls)
                .containsExactly(
                        "own " + CURRENT_KEY,
                        "own " + FORMER_KEY,
                        "probe " + CURRENT_KEY + " " + OLD);
    }

    @Test
    void withoutSealedRowsKmsIsNotAsked() {
        assertThat(attribute(List.of(FORMER_KEY))).isEmpty();
        assertThat(keys.calls).isEmpty();
    }

    private Map<Fingerprint, Sealer> attribute(List<KeyArn> others, Fingerprint... sealed) {
        return attribution(
                        new Questions(keys, () -> false),
                        List.of(CURRENT_KEY),
                        others,
                        AttributionTest::sample,
                        sealed)
                .sealers();
    }

    private static Attribution attribution(
            Questions questions,
            List<KeyArn> current,
            List<KeyArn> others,
            Function<Fingerprint, Sample> samples,
            Fingerprint... sealed) {
        return new Attribution(
                questions,
                new SealMemory(),
                RecordedKey.all(current, others, Ids.REGION),
                Map.of(),
                false,
                List.of(sealed),
                samples);
    }

    static Sample sample(Fingerprint fingerprint) {
        return new Sample.Whole(value(fingerprint));
    }

    static SealedValue value(Fingerprint fingerprint) {
        return new SealedValue(HexFormat.of().parseHex("0102020078" + fingerprint.hex()));
    }
}
