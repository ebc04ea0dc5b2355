package io.keymend.denial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keymend.testing.Ids;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyArnTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:kms:eu-west-1:111122223333:key/6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1",
                "arn:aws-cn:kms:cn-north-1:111122223333:key/6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1",
                "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/mrk-1f2e3d4c5b6a79880a1b2c3d4e5f6071",
                "arn:aws-eusc:kms:eusc-de-east-1:111122223333:key/6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1",
                "arn:aws:kms:us-east-1:111222333444:key/1111aaaa-22bb-33cc-44d-5555eeee6666"
            })
    void aKeyArnReadsAndPrintsTheSame(String text) {
        assertThat(KeyArn.parse(text)).map(KeyArn::toString).contains(text);
        assertThat(KeyArn.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1",
                "alias/spacelift",
                "arn:aws:kms:eu-west-1:111122223333:alias/spacelift",
                "arn:aws:kms:eu-west-1:111122223333:key/",
                "arn:aws:kms:eu-west-1:1111222233334:key/6f1c3a52",
                "arn:aws:kms:eu-west-1:accountId:key/6f1c3a52",
                "arn:aws:kms::111122223333:key/6f1c3a52",
                "arn:aws:iam:eu-west-1:111122223333:key/6f1c3a52",
                "arn:aws:kms:eu-west-1:111122223333:key/6f1c3a52\n",
                " arn:aws:kms:eu-west-1:111122223333:key/6f1c3a52",
                "arn:aws:kms:eu-west-1:111122223333:key/6f1c';--",
                "arn:aws:kms:eu-west-1:１１１１２２２２３３３３:key/6f1c3a52",
                "arn:evil:kms:eu-west-1:111122223333:key/6f1c3a52"
            })
    void anythingElseIsNoKeyArn(String text) {
        assertThat(KeyArn.parse(text)).isEmpty();
        assertThatThrownBy(() -> KeyArn.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a KMS key ARN");
    }

    @Test
    void replicasOfAMultiRegionKeyAreOneKey() {
        assertThat(Ids.REPLICA_HERE.multiRegion()).isTrue();
        assertThat(Ids.REPLICA_HERE.sameKeyAs(Ids.REPLICA_THERE)).isTrue();
        assertThat(Ids.REPLICA_HERE).isNotEqualTo(Ids.REPLICA_THERE);
    }

    @Test
    void oneMultiRegionIdInTwoAccountsIsTwoKeys() {
        KeyArn elsewhere = new KeyArn("aws", "us-east-1", "444455556666", Ids.REPLICA_HERE.id());
        assertThat(Ids.REPLICA_HERE.sameKeyAs(elsewhere)).isFalse();
    }

    @Test
    void aSingleRegionIdInTwoRegionsIsTwoKeys() {
        KeyArn elsewhere = new KeyArn("aws", "us-east-1", Ids.ACCOUNT, Ids.FORMER_KEY.id());
        assertThat(Ids.FORMER_KEY.sameKeyAs(elsewhere)).isFalse();
        assertThat(Ids.FORMER_KEY.sameKeyAs(KeyArn.of(Ids.FORMER_KEY.toString()))).isTrue();
    }
}
