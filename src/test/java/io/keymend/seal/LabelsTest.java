package io.keymend.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.seal.Labels.Answer;

import org.junit.jupiter.api.Test;

final class LabelsTest {
    private static final Fingerprint ONE = new Fingerprint(1, 1, 1, 1);
    private static final Fingerprint TWO = new Fingerprint(2, 2, 2, 2);
    private static final String KEY =
            "arn:aws:kms:eu-west-1:111122223333:key/6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1";
    private static final String OTHER =
            "arn:aws:kms:eu-west-1:111122223333:key/b2d94e07-51c6-4f3b-8a1d-7c3e5f60a9b8";
    private static final String REPLICA = ":111122223333:key/mrk-0123456789abcdef0123456789abcdef";

    private final Labels labels = new Labels();

    private void note(int times, Fingerprint fingerprint, String label) {
        for (int i = 0; i < times; i++) {
            labels.note(fingerprint, label);
        }
    }

    @Test
    void oneKeyOfManyFingerprintsAgrees() {
        note(2, ONE, KEY);
        note(1, TWO, KEY);

        assertThat(labels.compare(ONE, KEY)).isEqualTo(Answer.AGREE);
        assertThat(labels.compare(TWO, KEY)).isEqualTo(Answer.AGREE);
    }

    @Test
    void theKeyOfFewerValuesDisagrees() {
        note(3, ONE, KEY);
        note(1, ONE, OTHER);

        assertThat(labels.compare(ONE, OTHER)).isEqualTo(Answer.DISAGREE);
        assertThat(labels.compare(ONE, KEY)).isEqualTo(Answer.AGREE);
        assertThat(labels.named(ONE)).hasSize(2).first().asString().contains("6f1c3a52");
    }

    @Test
    void asManyOfEachAllDisagree() {
        note(1, ONE, KEY);
        note(1, ONE, OTHER);

        assertThat(labels.compare(ONE, KEY)).isEqualTo(Answer.DISAGREE);
        assertThat(labels.compare(ONE, OTHER)).isEqualTo(Answer.DISAGREE);
    }

    @Test
    void replicasOfAMultiRegionKeyAgree() {
        note(1, ONE, "arn:aws:kms:eu-west-1" + REPLICA);
        note(1, ONE, "arn:aws:kms:us-east-1" + REPLICA);

        assertThat(labels.compare(ONE, "arn:aws:kms:eu-west-1" + REPLICA)).isEqualTo(Answer.AGREE);
    }

    @Test
    void anAliasBesideAKeyAgreesHoweverItIsWritten() {
        note(1, ONE, KEY);
        note(1, ONE, "alias/app");
        note(1, ONE, "awskms://alias/app?region=eu-west-1");
        note(1, ONE, "awskms:///arn:aws:kms:eu-west-1:${ACCOUNT_ID}:alias/app");

        assertThat(labels.compare(ONE, "alias/app")).isEqualTo(Answer.AGREE);
        assertThat(labels.compare(ONE, KEY)).isEqualTo(Answer.AGREE);
    }

    @Test
    void twoAliasesMayBeOfOneKeyUntilEachHasAFingerprintOfItsOwn() {
        note(3, ONE, "alias/app");
        note(1, ONE, "alias/app-production");
        assertThat(labels.compare(ONE, "alias/app-production")).isEqualTo(Answer.AGREE);

        note(2, TWO, "alias/app-production");
        assertThat(labels.compare(ONE, "alias/app-production")).isEqualTo(Answer.DISAGREE);
        assertThat(labels.compare(ONE, "alias/app")).isEqualTo(Answer.AGREE);
    }

    @Test
    void aLabelThatNamesNoKeyCannotBeCompared() {
        assertThat(labels.compare(ONE, "production")).isEqualTo(Answer.INCOMPARABLE);
        assertThat(labels.compare(ONE, "")).isEqualTo(Answer.INCOMPARABLE);
    }

    @Test
    void aRoleBehindASopsArnIsPassedOver() {
        note(1, ONE, KEY);

        assertThat(labels.compare(ONE, KEY + "+arn:aws:iam::111122223333:role/sops"))
                .isEqualTo(Answer.AGREE);
    }
}
