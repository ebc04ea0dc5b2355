package io.keymend.aws.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.aws.AwsClients;
import io.keymend.aws.OpenClients;
import io.keymend.denial.KeyArn;
import io.keymend.localaws.Callers;
import io.keymend.localaws.KmsStandIn;
import io.keymend.seal.SealedValue;

import org.junit.jupiter.api.AfterEach;

import software.amazon.awssdk.regions.Region;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// A probe as Keymend's role, which has on two keys what the template gives it.
abstract class KmsProbeFixture {
    static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    static final String ROLE = "arn:aws:iam::111122223333:role/keymend-function";
    static final KeyArn FORMER =
            KeyArn.of(
                    "arn:aws:kms:eu-west-1:111122223333:key/6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1");
    static final KeyArn CURRENT =
            KeyArn.of(
                    "arn:aws:kms:eu-west-1:111122223333:key/b2d94e07-51c6-4f3b-8a1d-7c3e5f60a9b8");
    private static final String[] ASKING = {
        "kms:DescribeKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo"
    };

    private final Callers callers = new Callers();
    final KmsStandIn kms = new KmsStandIn(callers, InstantSource.fixed(NOW));
    final KmsKeyProbe probe =
            new KmsKeyProbe(
                    OpenClients.kms(
                            new AwsClients(
                                    Region.EU_WEST_1,
                                    callers.provider(ROLE),
                                    Map.of("kms", kms.endpoint()))));

    KmsProbeFixture() {
        for (KeyArn key : new KeyArn[] {FORMER, CURRENT}) {
            kms.createKey(key.toString());
            allow(key);
        }
    }

    final void allow(KeyArn key) {
        kms.allow(ROLE, key.toString(), ASKING);
    }

    final SealedValue sealed(KeyArn key, Map<String, String> context) {
        return new SealedValue(
                kms.seal(key.toString(), "secret".getBytes(StandardCharsets.UTF_8), context));
    }

    @AfterEach
    void nothingWasEverDecrypted() {
        kms.close();
        assertThat(kms.count("Decrypt")).as("calls of Decrypt").isZero();
        assertThat(kms.count("GenerateDataKey")).as("calls of GenerateDataKey").isZero();
    }
}
