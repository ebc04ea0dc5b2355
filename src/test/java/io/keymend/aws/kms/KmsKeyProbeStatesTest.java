package io.keymend.aws.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyFacts;
import io.keymend.evidence.KeyOrigin;
import io.keymend.evidence.KeyRegions;
import io.keymend.evidence.KeyState;
import io.keymend.localaws.Fault;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the probe makes of each state a key can be in.
final class KmsKeyProbeStatesTest extends KmsProbeFixture {
    @Test
    void everyStateIsToldAsItIs() {
        assertThat(probe.read(FORMER).state()).isEqualTo(new KeyState.Enabled());
        kms.disable(FORMER.toString());
        assertThat(probe.read(FORMER).state()).isEqualTo(new KeyState.Disabled());
        kms.pendingImport(FORMER.toString());
        assertThat(probe.read(FORMER).state()).isEqualTo(new KeyState.PendingImport());
        kms.unavailable(FORMER.toString());
        assertThat(probe.read(FORMER).state()).isEqualTo(new KeyState.Unavailable());
    }

    @Test
    void aDeletionIsToldWithItsDate() {
        kms.scheduleDeletion(FORMER.toString(), 12);

        assertThat(probe.read(FORMER).state())
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

        assertThat(probe.read(primary).state())
                .isEqualTo(new KeyState.PendingReplicaDeletion(Optional.of(7)));
    }

    @Test
    void aKeyThatIsGoneIsMissing() {
        kms.finishDeletion(FORMER.toString());

        assertThat(probe.read(FORMER).state()).isEqualTo(new KeyState.Missing());
        assertThat(probe.read(KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/never")).state())
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

        assertThat(probe.read(far).state()).isEqualTo(new KeyState.Disabled());
    }

    @Test
    void whatAKeyIsMadeOfIsToldWithIt() {
        assertThat(probe.read(FORMER).facts()).contains(KeyFacts.PLAIN);
        Instant expiry = Instant.parse("2027-01-01T00:00:00Z");
        kms.imported(FORMER.toString(), Optional.of(expiry));
        assertThat(facts(FORMER).origin()).isEqualTo(KeyOrigin.EXTERNAL);
        assertThat(facts(FORMER).validTo()).contains(expiry);
        kms.imported(FORMER.toString(), Optional.empty());
        assertThat(facts(FORMER).validTo()).isEmpty();
        kms.unavailable(FORMER.toString(), "EXTERNAL_KEY_STORE");
        assertThat(facts(FORMER).origin()).isEqualTo(KeyOrigin.EXTERNAL_KEY_STORE);
        assertThat(facts(FORMER).keyStore()).contains("cks-1234567890abcdef0");
        kms.unavailable(FORMER.toString());
        assertThat(facts(FORMER).origin()).isEqualTo(KeyOrigin.AWS_CLOUDHSM);
    }

    @Test
    void whereAMultiRegionKeyIsIsToldWithIt() {
        KeyArn primary = KeyArn.of("arn:aws:kms:eu-west-1:111122223333:key/mrk-" + "0".repeat(32));
        kms.createMultiRegionKey(primary.toString());
        KeyArn replica = KeyArn.of(kms.replicate(primary.toString(), "us-east-1"));
        allow(primary);
        allow(replica);
        KeyRegions regions = new KeyRegions(primary, List.of(replica));

        assertThat(facts(primary).regions()).contains(regions);
        assertThat(facts(replica).regions()).contains(regions);
        assertThat(regions.has("us-east-1")).isTrue();
        assertThat(regions.has("eu-west-1")).isTrue();
        assertThat(regions.has("eu-west-2")).isFalse();
        assertThat(regions.all()).containsExactly(primary, replica);
    }

    @Test
    void aKeyInBetweenIsToldByItsName() {
        kms.creating(FORMER.toString());
        assertThat(probe.read(FORMER).state()).isEqualTo(new KeyState.Transient("Creating"));
        kms.updating(FORMER.toString());
        assertThat(probe.read(FORMER).state()).isEqualTo(new KeyState.Transient("Updating"));
    }

    @Test
    void whatKmsDoesNotDescribeHasNoFacts() {
        kms.finishDeletion(FORMER.toString());
        assertThat(probe.read(FORMER).facts()).isEmpty();
        kms.deny(ROLE, CURRENT.toString());
        assertThat(probe.read(CURRENT).facts()).isEmpty();
    }

    private KeyFacts facts(KeyArn key) {
        return probe.read(key).facts().orElseThrow();
    }

    @Test
    void aShortFaultIsSurvived() {
        kms.faults().next("DescribeKey", new Fault.Throttled());
        kms.faults().next("DescribeKey", new Fault.CutAfter());

        assertThat(probe.read(FORMER).state()).isEqualTo(new KeyState.Enabled());
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
        assertThat(probe.read(key).state())
                .isInstanceOfSatisfying(
                        KeyState.Hidden.class,
                        hidden -> assertThat(hidden.why()).contains(why, more));
    }
}
