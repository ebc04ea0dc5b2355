package io.keymend.aws.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Canary;
import io.keymend.evidence.KeyProbe;
import io.keymend.localaws.Fault;
import io.keymend.localaws.KmsGeneration;
import io.keymend.seal.Fingerprint;
import io.keymend.seal.SealedValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/// What the probe makes of keys' fingerprints and of sealed values.
final class KmsKeyProbeTest extends KmsProbeFixture {
    @ParameterizedTest
    @EnumSource(KmsGeneration.class)
    void aKeysOwnFingerprintIsThatOfWhatItSeals(KmsGeneration generation) {
        kms.writes(CURRENT.toString(), generation);

        assertThat(probe.ownFingerprint(CURRENT)).isEqualTo(known(CURRENT));
        assertThat(kms.count("GenerateDataKeyWithoutPlaintext")).isEqualTo(1);
    }

    @Test
    void afterARotationTheFingerprintIsAnother() {
        KeyProbe.Own before = probe.ownFingerprint(CURRENT);
        kms.rotate(CURRENT.toString());

        assertThat(probe.ownFingerprint(CURRENT)).isNotEqualTo(before).isEqualTo(known(CURRENT));
    }

    @Test
    void aKeyThatCannotSealHasNoKnownFingerprint() {
        kms.disable(CURRENT.toString());
        kms.deny(ROLE, FORMER.toString());

        assertThat(probe.ownFingerprint(CURRENT))
                .isEqualTo(
                        new KeyProbe.Own.Unaskable(
                                "DisabledException: " + CURRENT + " is disabled."));
        assertThat(probe.ownFingerprint(FORMER))
                .isInstanceOfSatisfying(
                        KeyProbe.Own.Unaskable.class,
                        unknown ->
                                assertThat(unknown.why())
                                        .startsWith("AccessDeniedException: ")
                                        .contains("kms:GenerateDataKeyWithoutPlaintext"));
    }

    @Test
    void aKeyKnowsItsOwnValuesFromOthers() {
        SealedValue value = sealed(FORMER, Map.of());

        assertThat(probe.sealedBy(FORMER, value)).isEqualTo(new KeyProbe.Answer.Yes());
        assertThat(probe.sealedBy(CURRENT, value)).isEqualTo(new KeyProbe.Answer.No());
    }

    @Test
    void aValueSealedBeforeARotationIsStillTheKeys() {
        SealedValue value = sealed(FORMER, Map.of());
        kms.rotate(FORMER.toString());

        assertThat(probe.sealedBy(FORMER, value)).isEqualTo(new KeyProbe.Answer.Yes());
    }

    @Test
    void aValueWithAContextIsUndecidedByItsOwnKeyAndDeniedByOthers() {
        SealedValue value = sealed(FORMER, Map.of("spacelift:purpose", "in-app-encryption"));

        assertUndecided(probe.sealedBy(FORMER, value), "InvalidCiphertextException");
        assertThat(probe.sealedBy(CURRENT, value)).isEqualTo(new KeyProbe.Answer.No());
    }

    @Test
    void aKeyThatMayNotBeUsedCannotBeAsked() {
        SealedValue value = sealed(FORMER, Map.of());

        kms.disable(FORMER.toString());
        assertUnaskable(probe.sealedBy(FORMER, value), "DisabledException: ");
        kms.scheduleDeletion(FORMER.toString(), 7);
        assertUnaskable(probe.sealedBy(FORMER, value), "KMSInvalidStateException: ");
        kms.enable(FORMER.toString());
        kms.deny(ROLE, FORMER.toString(), "kms:ReEncryptTo");
        assertUnaskable(probe.sealedBy(FORMER, value), "kms:ReEncryptTo");
        kms.deny(ROLE, FORMER.toString(), "kms:ReEncryptFrom");
        assertUnaskable(probe.sealedBy(FORMER, value), "kms:ReEncryptFrom");
        kms.finishDeletion(FORMER.toString());
        assertUnaskable(probe.sealedBy(FORMER, value), "NotFoundException: ");
    }

    @Test
    void whatIsNoBlobDecidesNothing() {
        byte[] blob = sealed(FORMER, Map.of()).blob();
        byte[] cut = Arrays.copyOf(blob, blob.length - 3);

        assertUndecided(probe.sealedBy(FORMER, new SealedValue(cut)), "InvalidCiphertext");
        assertUndecided(probe.sealedBy(FORMER, new SealedValue(new byte[9])), "InvalidCiphertext");
        assertUndecided(probe.sealedBy(FORMER, new SealedValue(new byte[0])), "");
        assertUndecided(probe.sealedBy(FORMER, new SealedValue(new byte[6_145])), "Validation");
    }

    @Test
    void aKeyOfAnotherRegionIsAskedThere() {
        KeyArn far = KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/mrk-" + "0a".repeat(16));
        kms.createMultiRegionKey(far.toString());
        KeyArn near = KeyArn.of(kms.replicate(far.toString(), "eu-west-1"));
        allow(far);
        allow(near);
        SealedValue value = sealed(far, Map.of());

        assertThat(probe.ownFingerprint(far)).isEqualTo(known(far)).isEqualTo(known(near));
        assertThat(probe.sealedBy(far, value)).isEqualTo(new KeyProbe.Answer.Yes());
        assertThat(probe.sealedBy(near, value)).isEqualTo(new KeyProbe.Answer.Yes());
        assertThat(probe.sealedBy(CURRENT, value)).isEqualTo(new KeyProbe.Answer.No());
    }

    @Test
    void aFaultOfKmsInsideIsTheKeysAlone() {
        SealedValue value = sealed(FORMER, Map.of());
        kms.faults().always("ReEncrypt", new Fault.Refused(500, "KMSInternalException", "no"));
        assertUnaskable(probe.sealedBy(FORMER, value), "KMSInternalException: no");
        kms.faults().always("ReEncrypt", new Fault.Refused(503, "DependencyTimeoutException", ""));
        assertUnaskable(probe.sealedBy(FORMER, value), "DependencyTimeoutException");
    }

    @Test
    void aShortFaultIsSurvivedAndALongOneIsNoAnswer() {
        SealedValue value = sealed(FORMER, Map.of());
        kms.faults().next("ReEncrypt", new Fault.Throttled());
        kms.faults().next("ReEncrypt", new Fault.CutBefore());
        assertThat(probe.sealedBy(FORMER, value)).isEqualTo(new KeyProbe.Answer.Yes());

        kms.faults().always("ReEncrypt", new Fault.CutBefore());
        assertUnanswered(probe.sealedBy(FORMER, value), "no answer: ");
        kms.faults().always("ReEncrypt", new Fault.Throttled());
        assertUnanswered(probe.sealedBy(CURRENT, value), "ThrottlingException: ");
        kms.faults()
                .always("GenerateDataKeyWithoutPlaintext", new Fault.Refused(503, "Busy", "later"));
        assertThat(probe.ownFingerprint(CURRENT))
                .isEqualTo(new KeyProbe.Own.Unanswered("Busy: later"));
    }

    @Test
    void aThrottledCallIsMadeFourTimesAndNoMore() {
        kms.faults().always("ReEncrypt", new Fault.Throttled());

        assertUnanswered(probe.sealedBy(FORMER, sealed(FORMER, Map.of())), "ThrottlingException");
        assertThat(kms.count("ReEncrypt")).isEqualTo(4);
    }

    @Test
    void aCallThatHangsIsGivenUpAfterTenSeconds() {
        kms.faults().always("ReEncrypt", new Fault.Slow(Duration.ofSeconds(60)));
        SealedValue value = sealed(FORMER, Map.of());

        long start = System.nanoTime();
        assertUnanswered(probe.sealedBy(FORMER, value), "no answer: ");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
    }

    private static void assertUnaskable(KeyProbe.Answer answer, String why) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        KeyProbe.Answer.Unaskable.class,
                        unaskable -> assertThat(unaskable.why()).contains(why));
    }

    private static void assertUnanswered(KeyProbe.Answer answer, String why) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        KeyProbe.Answer.Unanswered.class,
                        unanswered -> assertThat(unanswered.why()).contains(why));
    }

    @Test
    void theCanaryPassesWhereTheKeyOpensWhatItJustMade() {
        assertThat(probe.canary(CURRENT))
                .isEqualTo(
                        new Canary.Passed(Fingerprint.at(kms.fingerprint(CURRENT.toString()), 0)));
        assertThat(kms.count("GenerateDataKeyWithoutPlaintext")).isEqualTo(1);
        assertThat(kms.count("ReEncrypt")).isEqualTo(1);
    }

    @Test
    void theCanaryFailsWhereTheKeyItselfDoesNotWork() {
        kms.disable(CURRENT.toString());
        assertThat(probe.canary(CURRENT)).isInstanceOf(Canary.Failed.class);
        kms.scheduleDeletion(CURRENT.toString(), 7);
        assertThat(probe.canary(CURRENT)).isInstanceOf(Canary.Failed.class);
        kms.finishDeletion(CURRENT.toString());
        assertThat(probe.canary(CURRENT)).isInstanceOf(Canary.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IncorrectKeyException",
                "InvalidCiphertextException",
                "InvalidKeyUsageException"
            })
    void theCanaryFailsWhereKmsDoesNotOpenTheFreshValue(String code) {
        kms.faults().always("ReEncrypt", new Fault.Refused(400, code, "no"));
        assertThat(probe.canary(CURRENT)).isEqualTo(new Canary.Failed(code + ": no"));
    }

    @Test
    void whatCouldNotBeAskedIsNoFailedCanary() {
        kms.deny(ROLE, CURRENT.toString(), "kms:ReEncryptTo");
        assertNotRun("kms:ReEncryptTo");
        kms.deny(ROLE, CURRENT.toString(), "kms:GenerateDataKeyWithoutPlaintext");
        assertNotRun("kms:GenerateDataKeyWithoutPlaintext");
        kms.faults().always("GenerateDataKeyWithoutPlaintext", new Fault.Throttled());
        assertNotRun("ThrottlingException");
    }

    private void assertNotRun(String why) {
        assertThat(probe.canary(CURRENT))
                .isInstanceOfSatisfying(
                        Canary.NotRun.class, notRun -> assertThat(notRun.why()).contains(why));
    }

    private static void assertUndecided(KeyProbe.Answer answer, String why) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        KeyProbe.Answer.Undecided.class,
                        undecided -> assertThat(undecided.why()).isNotEmpty().contains(why));
    }

    private KeyProbe.Own known(KeyArn key) {
        return new KeyProbe.Own.Known(Fingerprint.at(kms.fingerprint(key.toString()), 0));
    }
}
