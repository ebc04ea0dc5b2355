package io.keymend.aws.kms;

import io.keymend.aws.api.AwsFailures;
import io.keymend.aws.api.Regional;
import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyProbe;
import io.keymend.mend.Action;
import io.keymend.mend.BlobInValue;
import io.keymend.mend.Resealer;
import io.keymend.mend.StoredValue;
import io.keymend.seal.KmsBlob;
import io.keymend.seal.SealedValue;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;

import java.util.Arrays;

/// Re-seals values by ReEncrypt, with both keys named: the plaintext stays in KMS
/// (docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html).
public final class KmsResealer implements Resealer {
    private final Regional<KmsClient> clients;
    private final KeyProbe probe;

    public KmsResealer(Regional<KmsClient> clients, KeyProbe probe) {
        this.clients = clients;
        this.probe = probe;
    }

    @Override
    public Answer reseal(Action.Resealing keys, StoredValue value) {
        return switch (keys) {
            case Action.Reseal kms -> reseal(kms, value);
            case Action.SealAgain _ -> new Answer.Stopped("KMS does not hold these keys");
        };
    }

    private Answer reseal(Action.Reseal keys, StoredValue value) {
        if (!keys.source().region().equals(keys.destination().region())) {
            return new Answer.Stopped("ReEncrypt works within one Region, and the keys are in two");
        }
        return switch (BlobInValue.in(value)) {
            case BlobInValue.Found.Fixed(var why) -> new Answer.Left(why);
            case BlobInValue.Found.Replaceable(var blob) -> reseal(keys, blob);
        };
    }

    private Answer reseal(Action.Reseal keys, BlobInValue value) {
        try {
            ReEncryptResponse answer =
                    clients.in(keys.source().region())
                            .reEncrypt(request ->
                                    request.ciphertextBlob(SdkBytes.fromByteArray(value.blob()))
                                            .sourceKeyId(keys.source().toString())
                                            .destinationKeyId(keys.destination().toString())
                                            .sourceEncryptionContext(keys.context())
                                            .destinationEncryptionContext(keys.context()));
            return checked(keys, value, answer);
        } catch (IncorrectKeyException _) {
            return notSource(keys, value);
        } catch (InvalidCiphertextException _) {
            return new Answer.Left("KMS cannot open it: it is damaged, or its context is another");
        } catch (SdkException e) {
            return new Answer.Stopped(AwsFailures.describe(e));
        }
    }

    private static Answer checked(Action.Reseal keys, BlobInValue value, ReEncryptResponse answer) {
        if (!isKey(answer.sourceKeyId(), keys.source())
                || !isKey(answer.keyId(), keys.destination())) {
            return new Answer.Stopped("KMS answered with other keys than were named");
        }
        byte[] blob = answer.ciphertextBlob().asByteArray();
        if (!(KmsBlob.parse(blob) instanceof KmsBlob.Parsed.Blob)) {
            return new Answer.Stopped("KMS answered a blob of a layout that is not known");
        }
        StoredValue next = value.with(blob);
        return BlobInValue.in(next) instanceof BlobInValue.Found.Replaceable(var again)
                        && Arrays.equals(again.blob(), blob)
                ? new Answer.Resealed(next)
                : new Answer.Left("the new value would not read as the old one does");
    }

    private static boolean isKey(@org.jspecify.annotations.Nullable String answered, KeyArn key) {
        return key.toString().equals(answered);
    }

    /// Another key than the source sealed it; whether the destination did is asked as well.
    private Answer notSource(Action.Reseal keys, BlobInValue value) {
        return switch (probe.sealedBy(keys.destination(), new SealedValue(value.blob()))) {
            case KeyProbe.Answer.Yes() -> new Answer.Already();
            case KeyProbe.Answer.No() -> new Answer.Left("another key sealed it");
            case KeyProbe.Answer.Undecided(var why) ->
                    new Answer.Left("another key than the source sealed it; " + why);
            case KeyProbe.Answer.Unaskable(var why) ->
                    new Answer.Left("another key than the source sealed it; " + why);
            case KeyProbe.Answer.Unanswered(var why) -> new Answer.Stopped(why);
        };
    }
}
