package io.keymend.aws.kms;

import io.keymend.aws.api.AwsFailures;
import io.keymend.aws.api.Regional;
import io.keymend.denial.KeyArn;
import io.keymend.evidence.Canary;
import io.keymend.evidence.KeyProbe;
import io.keymend.evidence.KeyReading;
import io.keymend.evidence.KeyState;
import io.keymend.seal.KmsBlob;
import io.keymend.seal.SealedValue;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;

/// Asks KMS about keys without ever receiving a plaintext: it never calls Decrypt.
///
/// Whether a key sealed a value is asked by ReEncrypt from that key onto itself, whose answer is
/// thrown away. A wrong source key is IncorrectKeyException
/// (docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html). Keymend's own refused probes
/// are ReEncrypt events, so they can never match the rule that listens for Decrypt.
public final class KmsKeyProbe implements KeyProbe {
    private final Regional<KmsClient> clients;

    public KmsKeyProbe(Regional<KmsClient> clients) {
        this.clients = clients;
    }

    @Override
    public KeyReading read(KeyArn key) {
        try {
            return KeyMetadataReader.read(
                    client(key)
                            .describeKey(request -> request.keyId(key.toString()))
                            .keyMetadata());
        } catch (NotFoundException _) {
            return KeyReading.of(new KeyState.Missing());
        } catch (SdkException e) {
            return KeyReading.of(new KeyState.Hidden(AwsFailures.describe(e)));
        }
    }

    /// One fresh value, sealed and opened by the key without leaving KMS.
    @Override
    public Canary canary(KeyArn key) {
        try {
            SdkBytes fresh = fresh(key);
            return switch (own(fresh)) {
                case Own.Known(var own) -> {
                    reEncrypt(key, fresh);
                    yield new Canary.Passed(own);
                }
                case Own.Unknown(var why) -> new Canary.Failed(why);
                case Own.Unaskable(var why) -> new Canary.Failed(why);
                case Own.Unanswered(var why) -> new Canary.NotRun(why);
            };
        } catch (DisabledException
                | KmsInvalidStateException
                | NotFoundException
                | IncorrectKeyException
                | InvalidCiphertextException
                | InvalidKeyUsageException e) {
            return new Canary.Failed(AwsFailures.describe(e));
        } catch (SdkException e) {
            return new Canary.NotRun(AwsFailures.describe(e), KmsBlame.of(e) == KmsBlame.REGION);
        }
    }

    @Override
    public Own ownFingerprint(KeyArn key) {
        try {
            return own(fresh(key));
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
            ReEncryptResponse answer = reEncrypt(key, SdkBytes.fromByteArray(value.blob()));
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

    private @Nullable SdkBytes fresh(KeyArn key) {
        return client(key)
                .generateDataKeyWithoutPlaintext(
                        request -> request.keyId(key.toString()).keySpec(DataKeySpec.AES_256))
                .ciphertextBlob();
    }

    private ReEncryptResponse reEncrypt(KeyArn key, @Nullable SdkBytes blob) {
        return client(key)
                .reEncrypt(request ->
                        request.sourceKeyId(key.toString())
                                .destinationKeyId(key.toString())
                                .ciphertextBlob(blob));
    }

    private KmsClient client(KeyArn key) {
        return clients.in(key.region());
    }
}
