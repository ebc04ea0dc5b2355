package io.keymend.aws.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.Examiner;
import io.keymend.evidence.KeyState;
import io.keymend.evidence.Sealer;
import io.keymend.install.Install;
import io.keymend.install.KeyRole;
import io.keymend.localaws.Fault;
import io.keymend.profile.Profile;
import io.keymend.seal.Fingerprint;
import io.keymend.testing.InstallBuilder;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// How many calls KMS sees while an incident is looked at.
final class KmsCallsTest extends KmsProbeFixture {
    private static final int ROTATIONS = 6;

    private final SealedValues values = new SealedValues();
    private final Examiner examiner = new Examiner(values, probe);
    private final Set<Fingerprint> currents = new HashSet<>();
    private final Set<Fingerprint> formers = new HashSet<>();

    /// A value of each material of both keys, in turns, so that no run of one key helps.
    private void twelveInTurns() {
        List<byte[]> ofFormer = new ArrayList<>();
        List<byte[]> ofCurrent = new ArrayList<>();
        for (int i = 0; i < ROTATIONS; i++) {
            ofFormer.add(blob(FORMER));
            ofCurrent.add(blob(CURRENT));
            if (i < ROTATIONS - 1) {
                kms.rotate(FORMER.toString());
                kms.rotate(CURRENT.toString());
            }
        }
        for (int i = 0; i < ROTATIONS; i++) {
            formers.add(values.add(ofFormer.get(i)));
            currents.add(values.add(ofCurrent.get(i)));
        }
    }

    @Test
    void twelveFingerprintsOfTwoKeysTakeFourteenCalls() {
        twelveInTurns();

        Map<Fingerprint, Sealer> sealers = examine().sealers();

        assertThat(calls()).isEqualTo(values.fingerprints() + 2L);
        assertThat(currents)
                .allMatch(own ->
                        sealers.get(own) instanceof Sealer.Current(var key, _)
                                && key.equals(CURRENT));
        assertThat(formers).noneMatch(old -> sealers.get(old) instanceof Sealer.Unresolved);
        assertThat(formers).noneMatch(old -> sealers.get(old) instanceof Sealer.Current);
    }

    @Test
    void aFewThrottledCallsAreMadeAgainAndCostNoAnswer() {
        twelveInTurns();
        kms.faults().next("GenerateDataKeyWithoutPlaintext", new Fault.Throttled());
        kms.faults().next("ReEncrypt", new Fault.Throttled());

        Map<Fingerprint, Sealer> sealers = examine().sealers();

        assertThat(calls()).isEqualTo(values.fingerprints() + 2L + 2L);
        assertThat(currents).allMatch(own -> sealers.get(own) instanceof Sealer.Current);
    }

    @Test
    void theSameIncidentLookedAtAgainTakesFewerCalls() {
        values.add(blob(FORMER));
        kms.rotate(FORMER.toString());
        values.add(blob(FORMER));
        values.add(blob(CURRENT));
        Evidence first = examine();
        long before = calls();

        assertThat(examine().rows(Sealer.Other.class::isInstance))
                .isEqualTo(first.rows(Sealer.Other.class::isInstance));
        assertThat(calls() - before).isLessThan(before);
    }

    @Test
    void oneThrottledCallEndsTheQuestionsToItsRegion() {
        twelveInTurns();
        kms.faults().always("GenerateDataKeyWithoutPlaintext", new Fault.Throttled());

        Evidence evidence = examine();

        assertThat(evidence.sealers()).hasSize(12);
        assertThat(evidence.sealers().values())
                .containsOnly(new Sealer.Unresolved("ThrottlingException: Rate exceeded"));
        assertThat(evidence.state(CURRENT))
                .isEqualTo(new KeyState.Hidden("ThrottlingException: Rate exceeded"));
        assertThat(kms.calls()).hasSize(4);
    }

    @Test
    void throttlingInTheMiddleLeavesTheRestUnresolved() {
        twelveInTurns();
        kms.faults().always("ReEncrypt", new Fault.Throttled());

        Evidence evidence = examine();

        assertThat(evidence.sealers().values())
                .filteredOn(Sealer.Unresolved.class::isInstance)
                .hasSize(10)
                .containsOnly(new Sealer.Unresolved("ThrottlingException: Rate exceeded"));
        assertThat(kms.count("ReEncrypt")).isEqualTo(4);
    }

    @Test
    void aKmsThatHangsIsWaitedForOnce() {
        twelveInTurns();
        kms.faults()
                .always("GenerateDataKeyWithoutPlaintext", new Fault.Slow(Duration.ofSeconds(60)));

        long start = System.nanoTime();
        Evidence evidence = examine();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
        assertThat(evidence.sealers().values())
                .hasSize(12)
                .allMatch(Sealer.Unresolved.class::isInstance);
    }

    @Test
    void onceTimeIsUpKmsIsNotAsked() {
        twelveInTurns();

        Evidence evidence = examine(() -> true);

        assertThat(kms.calls()).isEmpty();
        assertThat(evidence.sealers().values())
                .containsOnly(new Sealer.Unresolved("no time was left to ask KMS"));
        assertThat(evidence.state(FORMER))
                .isEqualTo(new KeyState.Hidden("no time was left to ask KMS"));
    }

    private Evidence examine() {
        return examine(() -> false);
    }

    private Evidence examine(BooleanSupplier timeIsUp) {
        Install current = new InstallBuilder("current").key(CURRENT, KeyRole.DATA).build();
        return examiner.examine(
                current, Profile.unknown("spacelift"), List.of(FORMER), NOW, timeIsUp);
    }

    private long calls() {
        return kms.count("GenerateDataKeyWithoutPlaintext") + kms.count("ReEncrypt");
    }

    private byte[] blob(KeyArn key) {
        return kms.seal(key.toString(), "secret".getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
