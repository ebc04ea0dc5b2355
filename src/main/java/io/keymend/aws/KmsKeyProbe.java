package io.keymend.aws;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyProbe;
import io.keymend.evidence.KeyState;
import io.keymend.seal.KmsBlob;
import io.keymend.seal.SealedValue;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;

import java.util.Optional;

/// Asks KMS about keys without ever receiving a plaintext: it never calls Decrypt.
///
/// Whether a key sealed a value is asked by ReEncrypt from that key onto itself, whose answer is
/// thrown away. A wrong source key is IncorrectKeyException
/// (docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html). Keymend's own refused probes
/// are ReEncrypt events, so they can never match the rule that listens for Decrypt.
final class KmsKeyProbe implements KeyProbe {
    private final Regional<KmsClient> clients;

    KmsKeyProbe(Regional<KmsClient> clients) {
        this.clients = clients;
    }

    @Override
    public KeyState state(KeyArn key) {
        try {
            return state(
                    client(key)
                            .describeKey(request -> request.keyId(key.toString()))
                            .keyMetadata());
        } catch (NotFoundException _) {
            return new KeyState.Missing();
        } catch (SdkException e) {
            return new KeyState.Hidden(AwsFailures.describe(e));
        }
    }

    /// States as in docs.aws.amazon.com/kms/latest/developerguide/key-state.html; KMS may add some,
    /// so the rest is by name.
    private static KeyState state(@Nullable KeyMetadata key) {
        if (key == null || key.keyState() == null) {
            return new KeyState.Hidden("KMS's answer holds no state");
        }
        return switch (key.keyState()) {
            case ENABLED -> new KeyState.Enabled();
            case DISABLED -> new KeyState.Disabled();
            case PENDING_DELETION ->
                    new KeyState.PendingDeletion(Optional.ofNullable(key.deletionDate()));
            case PENDING_REPLICA_DELETION -> new KeyState.PendingDeletion(Optional.empty());
            case PENDING_IMPORT -> new KeyState.PendingImport();
            case UNAVAILABLE -> new KeyState.Unavailable();
            case CREATING, UPDATING, UNKNOWN_TO_SDK_VERSION ->
                    new KeyState.Transient(key.keyStateAsString());
        };
    }

    @Override
    public Own ownFingerprint(KeyArn key) {
        try {
            return own(
                    client(key)
                            .generateDataKeyWithoutPlaintext(request ->
                                    request.keyId(key.toString()).keySpec(DataKeySpec.AES_256))
                            .ciphertextBlob());
        } catch (SdkException e) {
            String why = AwsFailures.describe(e);
            return switch (KmsBlame.of(e)) {
                case VALUE -> new Own.Unknown(why);
                case KEY -> new Own.Unaskable(why);
                case REGION -> new Own.Unanswered(why);
            };
        }
    }

    private static Own own(@Nullable SdkBytes blob) {
        if (blob == null) {
            return new Own.Unknown("KMS's answer holds no blob");
        }
        return switch (KmsBlob.parse(blob.asByteArray())) {
            case KmsBlob.Parsed.Blob(var read) -> new Own.Known(read.fingerprint());
            case KmsBlob.Parsed.NotKms(), KmsBlob.Parsed.Damaged _ ->
                    new Own.Unknown("the key's blobs have a layout that is not known");
        };
    }

    @Override
    public Answer sealedBy(KeyArn key, SealedValue value) {
        try {
            ReEncryptResponse answer =
                    client(key)
                            .reEncrypt(request ->
                                    request.sourceKeyId(key.toString())
                                            .destinationKeyId(key.toString())
                                            .ciphertextBlob(SdkBytes.fromByteArray(value.blob())));
            return key.toString().equals(answer.sourceKeyId())
                    ? new Answer.Yes()
                    : new Answer.Undecided("KMS's answer does not name the key that was asked");
        } catch (IncorrectKeyException _) {
            return new Answer.No();
        } catch (SdkException e) {
            String why = AwsFailures.describe(e);
            return switch (KmsBlame.of(e)) {
                case VALUE -> new Answer.Undecided(why);
                case KEY -> new Answer.Unaskable(why);
                case REGION -> new Answer.Unanswered(why);
            };
        }
    }

    private KmsClient client(KeyArn key) {
        return clients.in(key.region());
    }
}
