package io.keymend.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Optional;

/// The wire operations that touch ciphertext.
///
/// Where nobody has recorded what KMS answers, these orders are assumed: the named key must exist,
/// then the caller must be allowed to use it, then it must be enabled, then it must have sealed the
/// blob (`IncorrectKeyException`), and only then context and damage count
/// (`InvalidCiphertextException`). So a caller that names a key gets `IncorrectKeyException` for a
/// blob of any other key: also of one it has no rights on, one that is disabled, and one that is
/// gone.
final class KmsCipherOperations {
    private static final String ALGORITHM = "SYMMETRIC_DEFAULT";
    private static final int LONGEST_PLAINTEXT = 4096;
    private static final int LONGEST_CIPHERTEXT = 6144;

    private final KmsAccess access;

    KmsCipherOperations(KmsAccess access) {
        this.access = access;
    }

    ObjectNode encrypt(Caller caller, Fields fields) {
        byte[] plaintext = fields.blob("Plaintext", LONGEST_PLAINTEXT);
        KmsKey key = usable(caller, "kms:Encrypt", fields.required("KeyId"));
        requireNoDryRun(fields);
        return JsonProtocol.object()
                .put(
                        "CiphertextBlob",
                        seal(key, KmsOrigin.ENCRYPT, plaintext, fields.map("EncryptionContext")))
                .put("KeyId", key.arn().toString())
                .put("EncryptionAlgorithm", ALGORITHM);
    }

    ObjectNode decrypt(Caller caller, Fields fields) {
        KmsOpened opened = open(caller, "kms:Decrypt", fields, "KeyId", "EncryptionContext");
        requireNoDryRun(fields);
        return JsonProtocol.object()
                .put("KeyId", opened.key().arn().toString())
                .put("Plaintext", opened.plaintext())
                .put("EncryptionAlgorithm", ALGORITHM)
                .put("KeyMaterialId", opened.material().id());
    }

    ObjectNode reEncrypt(Caller caller, Fields fields) {
        KmsOpened opened =
                open(caller, "kms:ReEncryptFrom", fields, "SourceKeyId", "SourceEncryptionContext");
        KmsKey key = usable(caller, "kms:ReEncryptTo", fields.required("DestinationKeyId"));
        requireNoDryRun(fields);
        Map<String, String> context = fields.map("DestinationEncryptionContext");
        return JsonProtocol.object()
                .put("CiphertextBlob", seal(key, KmsOrigin.ENCRYPT, opened.plaintext(), context))
                .put("SourceKeyId", opened.key().arn().toString())
                .put("KeyId", key.arn().toString())
                .put("SourceEncryptionAlgorithm", ALGORITHM)
                .put("DestinationEncryptionAlgorithm", ALGORITHM)
                .put("SourceKeyMaterialId", opened.material().id())
                .put("DestinationKeyMaterialId", key.currentMaterial().id());
    }

    ObjectNode generateDataKey(Caller caller, String operation, Fields fields) {
        byte[] plaintext = KmsMaterial.random(dataKeyLength(fields));
        KmsKey key = usable(caller, "kms:" + operation, fields.required("KeyId"));
        requireNoDryRun(fields);
        KmsOrigin origin =
                fields.text("KeySpec").isPresent()
                        ? KmsOrigin.DATA_KEY_SPEC
                        : KmsOrigin.DATA_KEY_BYTES;
        ObjectNode answer =
                JsonProtocol.object()
                        .put(
                                "CiphertextBlob",
                                seal(key, origin, plaintext, fields.map("EncryptionContext")))
                        .put("KeyId", key.arn().toString())
                        .put("KeyMaterialId", key.currentMaterial().id());
        return operation.equals("GenerateDataKey") ? answer.put("Plaintext", plaintext) : answer;
    }

    static byte[] seal(
            KmsKey key, KmsOrigin origin, byte[] plaintext, Map<String, String> context) {
        return KmsBlob.seal(key.generation(), origin, key.currentMaterial(), plaintext, context);
    }

    private KmsOpened open(
            Caller caller, String action, Fields fields, String keyIdName, String contextName) {
        byte[] ciphertext = fields.blob("CiphertextBlob", LONGEST_CIPHERTEXT);
        Optional<KmsKey> named = fields.text(keyIdName).map(id -> usable(caller, action, id));
        KmsBlob blob =
                KmsBlob.parse(ciphertext).orElseThrow(KmsCipherOperations::invalidCiphertext);
        KmsKey key = named.orElseGet(() -> access.sealing(caller, action, blob));
        key.requireUsable();
        KmsMaterial material = key.sealing(blob).orElseThrow(KmsCipherOperations::incorrectKey);
        byte[] plaintext =
                blob.open(material, fields.map(contextName))
                        .orElseThrow(KmsCipherOperations::invalidCiphertext);
        return new KmsOpened(key, material, plaintext);
    }

    private KmsKey usable(Caller caller, String action, String keyId) {
        KmsKey key = access.named(caller, action, keyId);
        key.requireUsable();
        return key;
    }

    private static int dataKeyLength(Fields fields) {
        Optional<String> spec = fields.text("KeySpec");
        Optional<Integer> bytes = fields.number("NumberOfBytes");
        if (spec.isPresent() == bytes.isPresent()) {
            throw JsonProtocol.validation("Please specify either number of bytes or key spec.");
        }
        int length = spec.map(KmsCipherOperations::specLength).or(() -> bytes).orElseThrow();
        if (length < 1 || length > 1024) {
            throw JsonProtocol.validation("NumberOfBytes must be 1 to 1024.");
        }
        return length;
    }

    private static int specLength(String spec) {
        return switch (spec) {
            case "AES_256" -> 32;
            case "AES_128" -> 16;
            default -> throw JsonProtocol.validation("KeySpec must be AES_256 or AES_128.");
        };
    }

    private static void requireNoDryRun(Fields fields) {
        if (fields.flag("DryRun")) {
            throw new AwsError(
                    400,
                    "DryRunOperationException",
                    "The request would have succeeded, but the DryRun option is set.");
        }
    }

    private static AwsError incorrectKey() {
        return new AwsError(
                400,
                "IncorrectKeyException",
                "The key ID in the request does not identify a CMK that can perform this"
                        + " operation.");
    }

    private static AwsError invalidCiphertext() {
        return new AwsError(400, "InvalidCiphertextException", "");
    }
}
