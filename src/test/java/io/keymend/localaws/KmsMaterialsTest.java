package io.keymend.localaws;

import static io.keymend.localaws.KmsFixture.CURRENT;
import static io.keymend.localaws.KmsFixture.PLAINTEXT;
import static io.keymend.localaws.KmsFixture.ROLE;
import static io.keymend.localaws.KmsFixture.bytes;
import static io.keymend.localaws.KmsFixture.decrypt;
import static io.keymend.localaws.KmsFixture.encrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.NotFoundException;

import java.util.Arrays;
import java.util.Map;

final class KmsMaterialsTest extends KmsAllowedRole {
    @Test
    void dataKeysCarryTheByteOfTheirRequest() {
        var bySpec = client.generateDataKey(r -> r.keyId(CURRENT).keySpec(DataKeySpec.AES_256));
        byte[] blob = bySpec.ciphertextBlob().asByteArray();
        assertThat(blob[2]).isEqualTo((byte) 3);
        assertThat(decrypt(client, blob, CURRENT, Map.of()).plaintext())
                .isEqualTo(bySpec.plaintext());
        byte[] hidden =
                client.generateDataKeyWithoutPlaintext(r -> r.keyId(CURRENT).numberOfBytes(64))
                        .ciphertextBlob()
                        .asByteArray();
        assertThat(hidden[2]).isEqualTo((byte) 1);
        assertThat(Arrays.copyOfRange(hidden, 5, 37)).isEqualTo(kms.fingerprint(CURRENT));
        assertThat(decrypt(client, hidden, CURRENT, Map.of()).plaintext().asByteArray())
                .hasSize(64);
    }

    @Test
    void rotationChangesTheFingerprintAndOldBlobsStillOpen() {
        byte[] before = kms.fingerprint(CURRENT);
        byte[] old = encrypt(client, CURRENT, CONTEXT);
        kms.rotate(CURRENT);
        assertThat(kms.fingerprint(CURRENT)).isNotEqualTo(before);
        assertThat(decrypt(client, old, CURRENT, CONTEXT).plaintext().asByteArray())
                .isEqualTo(PLAINTEXT);
        assertThat(Arrays.copyOfRange(encrypt(client, CURRENT, CONTEXT), 5, 37))
                .isEqualTo(kms.fingerprint(CURRENT));
    }

    @Test
    void aKeyOfTheFirstGenerationWritesItsLayout() {
        kms.writes(CURRENT, KmsGeneration.ONE);
        byte[] blob = encrypt(client, CURRENT, CONTEXT);
        assertThat(KmsBlobShape.of(blob)).startsWith("0101020078");
        assertThat(blob).hasSize(PLAINTEXT.length + 135);
        assertThat(decrypt(client, blob, CURRENT, CONTEXT).keyId()).isEqualTo(CURRENT);
    }

    @Test
    void aReplicaSharesMaterialAndOpensInItsOwnRegion() {
        String primary =
                "arn:aws:kms:eu-west-1:111122223333:key/mrk-0123456789abcdef0123456789abcdef";
        kms.createMultiRegionKey(primary);
        String replica = kms.replicate(primary, "us-west-2");
        kms.rotate(replica);
        assertThat(kms.fingerprint(replica)).isEqualTo(kms.fingerprint(primary));
        byte[] blob = encrypt(client, primary, CONTEXT);
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
}
