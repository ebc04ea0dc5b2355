package io.keymend.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyState;
import io.keymend.localaws.Fault;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

/// What the probe makes of each state a key can be in.
final class KmsKeyProbeStatesTest extends KmsProbeFixture {
    @Test
    void everyStateIsToldAsItIs() {
        assertThat(probe.state(FORMER)).isEqualTo(new KeyState.Enabled());
        kms.disable(FORMER.toString());
        assertThat(probe.state(FORMER)).isEqualTo(new KeyState.Disabled());
        kms.pendingImport(FORMER.toString());
        assertThat(probe.state(FORMER)).isEqualTo(new KeyState.PendingImport());
        kms.unavailable(FORMER.toString());
        assertThat(probe.state(FORMER)).isEqualTo(new KeyState.Unavailable());
    }

    @Test
    void aDeletionIsToldWithItsDate() {
        kms.scheduleDeletion(FORMER.toString(), 12);

        assertThat(probe.state(FORMER))
                .isEqualTo(
                        new KeyState.PendingDeletion(Optional.of(NOW.plus(Duration.ofDays(12)))));
    }

    @Test
    void aPrimaryThatWaitsForItsReplicasHasNoDateYet() {
        KeyArn primary = KeyArn.of("arn:aws:kms:eu-west-1:111122223333:key/mrk-" + "0".repeat(32));
        kms.createMultiRegionKey(primary.toString());
        kms.replicate(primary.toString(), "us-east-1");
        allow(primary);
        kms.scheduleDeletion(primary.toString(), 7);

        assertThat(probe.state(primary)).isEqualTo(new KeyState.PendingDeletion(Optional.empty()));
    }

    @Test
    void aKeyThatIsGoneIsMissing() {
        kms.finishDeletion(FORMER.toString());

        assertThat(probe.state(FORMER)).isEqualTo(new KeyState.Missing());
        assertThat(probe.state(KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/never")))
                .isEqualTo(new KeyState.Missing());
    }

    @Test
    void aKeyThatMayNotBeAskedAboutIsHiddenNotMissing() {
        kms.deny(ROLE, FORMER.toString());
        assertHidden(FORMER, "AccessDeniedException: ", "kms:DescribeKey");
        kms.explicitDeny(ROLE, CURRENT.toString(), "kms:DescribeKey");
        assertHidden(CURRENT, "explicit deny", "");
        assertHidden(
                KeyArn.of("arn:aws:kms:eu-west-1:444455556666:key/theirs"),
                "AccessDeniedException: ",
                "");
    }

    @Test
    void aKeyOfAnotherRegionIsAskedThere() {
        KeyArn far = KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/far");
        kms.createKey(far.toString());
        allow(far);
        kms.disable(far.toString());

        assertThat(probe.state(far)).isEqualTo(new KeyState.Disabled());
    }

    @Test
    void aShortFaultIsSurvived() {
        kms.faults().next("DescribeKey", new Fault.Throttled());
        kms.faults().next("DescribeKey", new Fault.CutAfter());

        assertThat(probe.state(FORMER)).isEqualTo(new KeyState.Enabled());
        assertThat(kms.count("DescribeKey")).isEqualTo(3);
    }

    @Test
    void aLongFaultHidesTheKey() {
        kms.faults().always("DescribeKey", new Fault.Throttled());
        assertHidden(FORMER, "ThrottlingException: Rate exceeded", "");
        kms.faults().always("DescribeKey", new Fault.CutBefore());
        assertHidden(FORMER, "no answer: ", "");
        kms.faults().always("DescribeKey", new Fault.Refused(400, "KMSInternalException", ""));
        assertHidden(FORMER, "KMSInternalException", "");
    }

    private void assertHidden(KeyArn key, String why, String more) {
        assertThat(probe.state(key))
                .isInstanceOfSatisfying(
                        KeyState.Hidden.class,
                        hidden -> assertThat(hidden.why()).contains(why, more));
    }
}
