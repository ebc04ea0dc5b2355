package io.keymend.localaws;

import static io.keymend.localaws.KmsFixture.CURRENT;
import static io.keymend.localaws.KmsFixture.FORMER;
import static io.keymend.localaws.KmsFixture.PLAINTEXT;
import static io.keymend.localaws.KmsFixture.ROLE;
import static io.keymend.localaws.KmsFixture.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.DryRunOperationException;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

final class KmsStandInTest {
    private static final Map<String, String> CONTEXT = Map.of("table", "vcs_tokens", "id", "17");

    private final KmsFixture fixture =
            new KmsFixture(InstantSource.fixed(Instant.parse("2026-11-20T08:00:00Z")));
    private final KmsStandIn kms = fixture.kms;
    private final KmsClient client = fixture.client(ROLE, Region.EU_WEST_1);

    @BeforeEach
    void allowEverything() {
        kms.allow(ROLE, "*");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whatEncryptSealsDecryptOpens() {
        byte[] blob = encrypt(CURRENT, CONTEXT);
        assertThat(KmsBlobShape.of(blob)).startsWith("0102020078");
        DecryptResponse answer = decrypt(blob, CURRENT, CONTEXT);
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
            assertThatThrownBy(() -> decrypt(blob, CURRENT, context))
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
        assertThatThrownBy(() -> decrypt(blob, CURRENT, Map.of()))
                .isInstanceOf(IncorrectKeyException.class);
        kms.disable(FORMER);
        assertThatThrownBy(() -> decrypt(blob, CURRENT, Map.of()))
                .isInstanceOf(IncorrectKeyException.class);
        kms.finishDeletion(FORMER);
        assertThatThrownBy(() -> decrypt(blob, CURRENT, Map.of()))
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
        assertThatThrownBy(() -> decrypt(blob, CURRENT, context))
                .isInstanceOfSatisfying(
                        InvalidCiphertextException.class,
                        e -> assertThat(e.awsErrorDetails().errorMessage()).isNull());
    }

    @Test
    void reEncryptMovesAValueToAnotherKeyAndContext() {
        byte[] blob = kms.seal(FORMER, PLAINTEXT, CONTEXT, KmsOrigin.DATA_KEY_BYTES);
        ReEncryptResponse answer =
                client.reEncrypt(request ->
                        request.ciphertextBlob(bytes(blob))
                                .sourceKeyId(FORMER)
                                .sourceEncryptionContext(CONTEXT)
                                .destinationKeyId(CURRENT)
                                .destinationEncryptionContext(Map.of("id", "17")));
        assertThat(answer.sourceKeyId()).isEqualTo(FORMER);
        assertThat(answer.keyId()).isEqualTo(CURRENT);
        byte[] moved = answer.ciphertextBlob().asByteArray();
        assertThat(moved[2]).isEqualTo((byte) 2);
        assertThat(decrypt(moved, CURRENT, Map.of("id", "17")).plaintext().asByteArray())
                .isEqualTo(PLAINTEXT);
    }

    @Test
    void reEncryptNeedsNoDecryptButBothOfItsOwnRights() {
        byte[] blob = kms.seal(FORMER, PLAINTEXT, Map.of());
        kms.deny(ROLE, "*");
        kms.allow(ROLE, FORMER, "kms:ReEncryptFrom");
        assertThatThrownBy(() -> reEncrypt(blob)).hasMessageContaining("kms:ReEncryptTo");
        kms.allow(ROLE, CURRENT, "kms:ReEncryptTo");
        assertThat(reEncrypt(blob).keyId()).isEqualTo(CURRENT);
        kms.deny(ROLE, FORMER, "kms:ReEncrypt*");
        assertThatThrownBy(() -> reEncrypt(blob)).hasMessageContaining("kms:ReEncryptFrom");
    }

    @Test
    void aWrongSourceKeyIsIncorrect() {
        byte[] blob = kms.seal(FORMER, PLAINTEXT, Map.of());
        assertThatThrownBy(() ->
                        client.reEncrypt(request ->
                                request.ciphertextBlob(bytes(blob))
                                        .sourceKeyId(CURRENT)
                                        .destinationKeyId(CURRENT)))
                .isInstanceOf(IncorrectKeyException.class);
    }

    @Test
    void dataKeysCarryTheByteOfTheirRequest() {
        var bySpec = client.generateDataKey(r -> r.keyId(CURRENT).keySpec(DataKeySpec.AES_256));
        byte[] blob = bySpec.ciphertextBlob().asByteArray();
        assertThat(blob[2]).isEqualTo((byte) 3);
        assertThat(decrypt(blob, CURRENT, Map.of()).plaintext()).isEqualTo(bySpec.plaintext());
        byte[] hidden =
                client.generateDataKeyWithoutPlaintext(r -> r.keyId(CURRENT).numberOfBytes(64))
                        .ciphertextBlob()
                        .asByteArray();
        assertThat(hidden[2]).isEqualTo((byte) 1);
        assertThat(Arrays.copyOfRange(hidden, 5, 37)).isEqualTo(kms.fingerprint(CURRENT));
        assertThat(decrypt(hidden, CURRENT, Map.of()).plaintext().asByteArray()).hasSize(64);
    }

    @Test
    void rotationChangesTheFingerprintAndOldBlobsStillOpen() {
        byte[] before = kms.fingerprint(CURRENT);
        byte[] old = encrypt(CURRENT, CONTEXT);
        kms.rotate(CURRENT);
        assertThat(kms.fingerprint(CURRENT)).isNotEqualTo(before);
        assertThat(decrypt(old, CURRENT, CONTEXT).plaintext().asByteArray()).isEqualTo(PLAINTEXT);
        assertThat(Arrays.copyOfRange(encrypt(CURRENT, CONTEXT), 5, 37))
                .isEqualTo(kms.fingerprint(CURRENT));
    }

    @Test
    void aKeyOfTheFirstGenerationWritesItsLayout() {
        kms.writes(CURRENT, KmsGeneration.ONE);
        byte[] blob = encrypt(CURRENT, CONTEXT);
        assertThat(KmsBlobShape.of(blob)).startsWith("0101020078");
        assertThat(blob).hasSize(PLAINTEXT.length + 135);
        assertThat(decrypt(blob, CURRENT, CONTEXT).keyId()).isEqualTo(CURRENT);
    }

    @Test
    void aReplicaSharesMaterialAndOpensInItsOwnRegion() {
        String primary =
                "arn:aws:kms:eu-west-1:111122223333:key/mrk-0123456789abcdef0123456789abcdef";
        kms.createMultiRegionKey(primary);
        String replica = kms.replicate(primary, "us-west-2");
        kms.rotate(replica);
        assertThat(kms.fingerprint(replica)).isEqualTo(kms.fingerprint(primary));
        byte[] blob = encrypt(primary, CONTEXT);
        DecryptResponse answer =
                fixture.client(ROLE, Region.US_WEST_2)
                        .decrypt(r -> r.ciphertextBlob(bytes(blob)).encryptionContext(CONTEXT));
        assertThat(answer.keyId()).isEqualTo(replica);
    }

    @Test
    void aKeyHasNoPlaceInAnotherRegion() {
        KmsClient elsewhere = fixture.client(ROLE, Region.US_WEST_2);
        assertThatThrownBy(() -> elsewhere.describeKey(r -> r.keyId(CURRENT)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Invalid arn eu-west-1");
        byte[] blob = kms.seal(CURRENT, PLAINTEXT, Map.of());
        assertThatThrownBy(() -> elsewhere.decrypt(r -> r.ciphertextBlob(bytes(blob))))
                .hasMessageContaining("does not exist in this region");
    }

    @Test
    void aKeyIsNamedByIdOrAliasToo() {
        kms.createAlias("alias/app", CURRENT);
        String id = CURRENT.substring(CURRENT.indexOf('/') + 1);
        byte[] blob = encrypt("alias/app", CONTEXT);
        assertThat(decrypt(blob, id, CONTEXT).keyId()).isEqualTo(CURRENT);
        String aliasArn = "arn:aws:kms:eu-west-1:111122223333:alias/app";
        assertThat(decrypt(blob, aliasArn, CONTEXT).keyId()).isEqualTo(CURRENT);
        kms.createAlias("alias/app", FORMER);
        assertThatThrownBy(() -> decrypt(blob, "alias/app", CONTEXT))
                .isInstanceOf(IncorrectKeyException.class);
        assertThatThrownBy(() -> decrypt(blob, "alias/none", CONTEXT))
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
        assertThatThrownBy(() -> decrypt(new byte[6145], CURRENT, Map.of()))
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

    private byte[] encrypt(String keyId, Map<String, String> context) {
        return client.encrypt(
                        r -> r.keyId(keyId).plaintext(bytes(PLAINTEXT)).encryptionContext(context))
                .ciphertextBlob()
                .asByteArray();
    }

    private DecryptResponse decrypt(byte[] blob, String keyId, Map<String, String> context) {
        return client.decrypt(
                r -> r.ciphertextBlob(bytes(blob)).keyId(keyId).encryptionContext(context));
    }

    private ReEncryptResponse reEncrypt(byte[] blob) {
        return client.reEncrypt(r -> r.ciphertextBlob(bytes(blob)).destinationKeyId(CURRENT));
    }
}
