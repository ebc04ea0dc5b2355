package io.keymend.localaws;

import static io.keymend.localaws.KmsFixture.CURRENT;
import static io.keymend.localaws.KmsFixture.FORMER;
import static io.keymend.localaws.KmsFixture.PLAINTEXT;
import static io.keymend.localaws.KmsFixture.ROLE;
import static io.keymend.localaws.KmsFixture.bytes;
import static io.keymend.localaws.KmsFixture.decrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;

import java.util.Map;

final class KmsReEncryptTest extends KmsAllowedRole {
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
        assertThat(decrypt(client, moved, CURRENT, Map.of("id", "17")).plaintext().asByteArray())
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

    private ReEncryptResponse reEncrypt(byte[] blob) {
        return client.reEncrypt(r -> r.ciphertextBlob(bytes(blob)).destinationKeyId(CURRENT));
    }
}
