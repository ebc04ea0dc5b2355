package io.keymend.aws.kms;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyFacts;
import io.keymend.evidence.KeyOrigin;
import io.keymend.evidence.KeyReading;
import io.keymend.evidence.KeyRegions;
import io.keymend.evidence.KeyState;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.kms.model.ExpirationModelType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.MultiRegionConfiguration;
import software.amazon.awssdk.services.kms.model.MultiRegionKey;

import java.util.Optional;

/// Reads DescribeKey's answer (docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html).
final class KeyMetadataReader {
    private KeyMetadataReader() {}

    static KeyReading read(@Nullable KeyMetadata key) {
        if (key == null || key.keyState() == null) {
            return KeyReading.of(new KeyState.Hidden("KMS's answer holds no state"));
        }
        return new KeyReading(state(key), Optional.of(facts(key)));
    }

    /// States as in docs.aws.amazon.com/kms/latest/developerguide/key-state.html; KMS may add some,
    /// so the rest is by name.
    private static KeyState state(KeyMetadata key) {
        return switch (key.keyState()) {
            case ENABLED -> new KeyState.Enabled();
            case DISABLED -> new KeyState.Disabled();
            case PENDING_DELETION ->
                    new KeyState.PendingDeletion(Optional.ofNullable(key.deletionDate()));
            case PENDING_REPLICA_DELETION ->
                    new KeyState.PendingReplicaDeletion(
                            Optional.ofNullable(key.pendingDeletionWindowInDays()));
            case PENDING_IMPORT -> new KeyState.PendingImport();
            case UNAVAILABLE -> new KeyState.Unavailable();
            case CREATING, UPDATING, UNKNOWN_TO_SDK_VERSION ->
                    new KeyState.Transient(key.keyStateAsString());
        };
    }

    private static KeyFacts facts(KeyMetadata key) {
        boolean expires = key.expirationModel() == ExpirationModelType.KEY_MATERIAL_EXPIRES;
        return new KeyFacts(
                origin(key),
                Optional.ofNullable(key.validTo()).filter(_ -> expires),
                Optional.ofNullable(key.customKeyStoreId()),
                Optional.ofNullable(key.multiRegionConfiguration())
                        .flatMap(KeyMetadataReader::regions),
                orEmpty(key.keyManagerAsString()),
                orEmpty(key.keySpecAsString()),
                orEmpty(key.keyUsageAsString()));
    }

    private static KeyOrigin origin(KeyMetadata key) {
        return switch (orEmpty(key.originAsString())) {
            case "AWS_KMS" -> KeyOrigin.AWS_KMS;
            case "EXTERNAL" -> KeyOrigin.EXTERNAL;
            case "AWS_CLOUDHSM" -> KeyOrigin.AWS_CLOUDHSM;
            case "EXTERNAL_KEY_STORE" -> KeyOrigin.EXTERNAL_KEY_STORE;
            default -> KeyOrigin.UNKNOWN;
        };
    }

    private static Optional<KeyRegions> regions(MultiRegionConfiguration configuration) {
        return arn(configuration.primaryKey())
                .map(primary ->
                        new KeyRegions(
                                primary,
                                configuration.replicaKeys().stream()
                                        .flatMap(replica -> arn(replica).stream())
                                        .toList()));
    }

    private static Optional<KeyArn> arn(@Nullable MultiRegionKey key) {
        return key == null || key.arn() == null ? Optional.empty() : KeyArn.parse(key.arn());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
