package io.keymend.aws;

import io.keymend.mend.Action;
import io.keymend.mend.MendFailed;
import io.keymend.mend.Resealer;
import io.keymend.mend.StoredValue;
import io.keymend.seal.KmsBlob;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Re-seals raw KMS values by ReEncrypt with both keys named, so that no plaintext leaves KMS
/// (docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html).
final class KmsResealer implements Resealer {
    private static final Pattern TEXT = Pattern.compile("(\\s*)(\\S+)(\\s*)");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]+|[0-9A-F]+");

    private final Regional<KmsClient> clients;

    KmsResealer(Regional<KmsClient> clients) {
        this.clients = clients;
    }

    @Override
    public Answer reseal(Action.Reseal keys, StoredValue value) {
        return form(value)
                .map(form -> reseal(keys, form))
                .orElseGet(() -> new Answer.Left("it is no raw KMS value"));
    }

    private Answer reseal(Action.Reseal keys, Form form) {
        try {
            ReEncryptResponse answer =
                    reEncrypt(keys, keys.source().toString(), form.blob(), keys.context());
            return resealed(keys, form, answer);
        } catch (IncorrectKeyException _) {
            return isAlready(keys, form)
                    ? new Answer.Already()
                    : new Answer.Left("KMS says that another key sealed it");
        } catch (InvalidCiphertextException _) {
            return new Answer.Left("KMS does not open it in this encryption context");
        } catch (DisabledException
                | KmsInvalidStateException
                | NotFoundException
                | InvalidKeyUsageException e) {
            return new Answer.Stopped(AwsFailures.describe(e));
        } catch (SdkException e) {
            return stopped(e);
        }
    }

    /// A key that may not be used stays so; a service that does not answer may.
    private static Answer stopped(SdkException failure) {
        if (failure instanceof KmsException refused
                && refused.statusCode() == 400
                && !refused.isThrottlingException()) {
            return new Answer.Stopped(AwsFailures.describe(refused));
        }
        throw new MendFailed.Unreachable(AwsFailures.describe(failure), failure);
    }

    /// What KMS says it did is what was asked, or the value stays as it is.
    private static Answer resealed(Action.Reseal keys, Form form, ReEncryptResponse answer) {
        if (!keys.source().toString().equals(answer.sourceKeyId())
                || !keys.destination().toString().equals(answer.keyId())) {
            return new Answer.Left("KMS names other keys than those asked for");
        }
        byte[] blob = answer.ciphertextBlob().asByteArray();
        return KmsBlob.parse(blob) instanceof KmsBlob.Parsed.Blob
                ? new Answer.Resealed(form.with(blob))
                : new Answer.Left("KMS's answer holds no blob of a known layout");
    }

    private boolean isAlready(Action.Reseal keys, Form form) {
        try {
            reEncrypt(keys, keys.destination().toString(), form.blob(), keys.context());
            return true;
        } catch (SdkException _) {
            return false;
        }
    }

    private ReEncryptResponse reEncrypt(
            Action.Reseal keys, String source, byte[] blob, Map<String, String> context) {
        return clients.in(keys.source().region())
                .reEncrypt(request ->
                        request.sourceKeyId(source)
                                .sourceEncryptionContext(context)
                                .destinationKeyId(keys.destination().toString())
                                .destinationEncryptionContext(context)
                                .ciphertextBlob(SdkBytes.fromByteArray(blob)));
    }

    /// How a value is written down, so that the new one is written in the same way.
    private sealed interface Form {
        byte[] blob();

        StoredValue with(byte[] fresh);
    }

    private record Bytes(StoredValue.Bytes stored) implements Form {
        @Override
        public byte[] blob() {
            return stored.value();
        }

        @Override
        public StoredValue with(byte[] fresh) {
            return new StoredValue.Bytes(fresh);
        }
    }

    private record Written(String before, String text, String after) implements Form {
        @Override
        public byte[] blob() {
            return isHex() ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text);
        }

        @Override
        public StoredValue with(byte[] fresh) {
            return new StoredValue.Text(before + written(fresh) + after);
        }

        private String written(byte[] fresh) {
            if (!isHex()) {
                return Base64.getEncoder().encodeToString(fresh);
            }
            String hex = HexFormat.of().formatHex(fresh);
            return text.equals(text.toUpperCase(Locale.ROOT)) ? hex.toUpperCase(Locale.ROOT) : hex;
        }

        private boolean isHex() {
            return text.startsWith("01") && HEX.matcher(text).matches();
        }

        @Override
        public String toString() {
            return "Written[" + text.length() + " characters]";
        }
    }

    private static Optional<Form> form(StoredValue value) {
        Optional<Form> form =
                switch (value) {
                    case StoredValue.Bytes bytes -> Optional.of(new Bytes(bytes));
                    case StoredValue.Text(var text) -> written(text);
                };
        return form.filter(KmsResealer::isBlob);
    }

    private static Optional<Form> written(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Written(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    private static boolean isBlob(Form form) {
        try {
            return KmsBlob.parse(form.blob()) instanceof KmsBlob.Parsed.Blob;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
