package io.keymend.localaws;

import static io.keymend.localaws.KmsFixture.CURRENT;
import static io.keymend.localaws.KmsFixture.FORMER;
import static io.keymend.localaws.KmsFixture.PLAINTEXT;
import static io.keymend.localaws.KmsFixture.ROLE;
import static io.keymend.localaws.KmsFixture.bytes;
import static io.keymend.localaws.KmsFixture.decrypt;
import static io.keymend.localaws.KmsFixture.encrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.DryRunOperationException;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

final class KmsStandInTest extends KmsAllowedRole {
    @Test
    void whatEncryptSealsDecryptOpens() {
        byte[] blob = encrypt(client, CURRENT, CONTEXT);
        assertThat(KmsBlobShape.of(blob)).startsWith("0102020078");
        DecryptResponse answer = decrypt(client, blob, CURRENT, CONTEXT);
        assertThat(answer.plaintext().asByteArray()).isEqualTo(PLAINTEXT);
        assertThat(answer.keyId()).isEqualTo(CURRENT);
        assertThat(answer.keyMaterialId()).hasSize(64);
    }

    @Test
    void aDecryptThatNamesNoKeyUsesTheOneThatSealed() {
        DecryptResponse answer =
                client.decrypt(request ->
                        request.ciphertextBlob(bytes(kms.seal(FORMER, PLAINTEXT, CONTEXT)))
                                .encryptionContext(CONTEXT));
        assertThat(answer.keyId()).isEqualTo(FORMER);
        assertThat(answer.plaintext().asByteArray()).isEqualTo(PLAINTEXT);
    }

    @Test
    void anotherKeyIsIncorrectBeforeTheContextCounts() {
        byte[] blob = kms.seal(FORMER, PLAINTEXT, CONTEXT);
        for (Map<String, String> context : List.of(CONTEXT, Map.of("id", "18"))) {
            assertThatThrownBy(() -> decrypt(client, blob, CURRENT, context))
                    .isInstanceOf(IncorrectKeyException.class)
                    .hasMessageContaining(
                            "does not identify a CMK that can perform this operation");
        }
    }

    @Test
    void theRealKeyNeedNotBeInReachToBeAnother() {
        byte[] blob = kms.seal(FORMER, PLAINTEXT, Map.of());
        kms.deny(ROLE, "*");
        kms.allow(ROLE, CURRENT, "kms:Decrypt");
        assertThatThrownBy(() -> decrypt(client, blob, CURRENT, Map.of()))
                .isInstanceOf(IncorrectKeyException.class);
        kms.disable(FORMER);
        assertThatThrownBy(() -> decrypt(client, blob, CURRENT, Map.of()))
                .isInstanceOf(IncorrectKeyException.class);
        kms.finishDeletion(FORMER);
        assertThatThrownBy(() -> decrypt(client, blob, CURRENT, Map.of()))
                .isInstanceOf(IncorrectKeyException.class);
    }

    @Test
    void aWrongContextDamageAndGarbageAllAnswerWithoutAText() {
        byte[] blob = kms.seal(CURRENT, PLAINTEXT, CONTEXT);
        byte[] damaged = blob.clone();
        damaged[damaged.length - 1] ^= 1;
        requireInvalidCiphertext(blob, Map.of());
        requireInvalidCiphertext(damaged, CONTEXT);
        requireInvalidCiphertext(Arrays.copyOf(blob, blob.length + 1), CONTEXT);
        requireInvalidCiphertext(new byte[] {1, 2, 3}, CONTEXT);
    }

    private void requireInvalidCiphertext(byte[] blob, Map<String, String> context) {
        assertThatThrownBy(() -> decrypt(client, blob, CURRENT, context))
                .isInstanceOfSatisfying(
                        InvalidCiphertextException.class,
                        e -> assertThat(e.awsErrorDetails().errorMessage()).isNull());
    }

    @Test
    void aKeyIsNamedByIdOrAliasToo() {
        kms.createAlias("alias/app", CURRENT);
        String id = CURRENT.substring(CURRENT.indexOf('/') + 1);
        byte[] blob = encrypt(client, "alias/app", CONTEXT);
        assertThat(decrypt(client, blob, id, CONTEXT).keyId()).isEqualTo(CURRENT);
        String aliasArn = "arn:aws:kms:eu-west-1:111122223333:alias/app";
        assertThat(decrypt(client, blob, aliasArn, CONTEXT).keyId()).isEqualTo(CURRENT);
        kms.createAlias("alias/app", FORMER);
        assertThatThrownBy(() -> decrypt(client, blob, "alias/app", CONTEXT))
                .isInstanceOf(IncorrectKeyException.class);
        assertThatThrownBy(() -> decrypt(client, blob, "alias/none", CONTEXT))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("alias/none is not found.");
    }

    @Test
    void aDryRunAlwaysFailsAndSaysWhetherItWouldHaveWorked() {
        byte[] blob = kms.seal(CURRENT, PLAINTEXT, CONTEXT);
        assertThatThrownBy(() -> dryRun(blob, CURRENT))
                .isInstanceOf(DryRunOperationException.class)
                .hasMessageContaining("would have succeeded, but the DryRun option is set.");
        assertThatThrownBy(() -> dryRun(blob, FORMER)).isInstanceOf(IncorrectKeyException.class);
    }

    private void dryRun(byte[] blob, String keyId) {
        client.decrypt(r ->
                r.ciphertextBlob(bytes(blob)).keyId(keyId).encryptionContext(CONTEXT).dryRun(true));
    }

    @Test
    void sizesHaveTheirLimits() {
        assertThat(client.encrypt(r -> r.keyId(CURRENT).plaintext(bytes(new byte[4096]))).keyId())
                .isEqualTo(CURRENT);
        assertThatThrownBy(() ->
                        client.encrypt(r -> r.keyId(CURRENT).plaintext(bytes(new byte[4097]))))
                .isInstanceOfSatisfying(
                        KmsException.class,
                        e ->
                                assertThat(e.awsErrorDetails().errorCode())
                                        .isEqualTo("ValidationException"))
                .hasMessageContaining("'plaintext'");
        assertThatThrownBy(() -> decrypt(client, new byte[6145], CURRENT, Map.of()))
                .hasMessageContaining("less than or equal to 6144");
    }

    @Test
    void callsAreCountedAndThrottledOnDemand() {
        kms.faults().next("DescribeKey", new Fault.Throttled());
        assertThat(client.describeKey(r -> r.keyId(CURRENT)).keyMetadata().arn())
                .isEqualTo(CURRENT);
        assertThat(kms.count("DescribeKey")).as("one refused, one retried").isEqualTo(2);
        assertThat(kms.calls().getFirst().principal()).isEqualTo(ROLE);
        kms.faults().always("DescribeKey", new Fault.Throttled());
        assertThatThrownBy(() -> client.describeKey(r -> r.keyId(CURRENT)))
                .isInstanceOfSatisfying(
                        KmsException.class, e -> assertThat(e.isThrottlingException()).isTrue());
    }
}
