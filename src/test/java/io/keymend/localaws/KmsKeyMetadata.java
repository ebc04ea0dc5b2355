package io.keymend.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// The `KeyMetadata` of a key.
final class KmsKeyMetadata {
    private KmsKeyMetadata() {}

    /// @param related the key and its replicas
    static ObjectNode of(KmsKey key, List<KmsKey> related) {
        ObjectNode metadata =
                JsonProtocol.object()
                        .put("AWSAccountId", key.arn().account())
                        .put("KeyId", key.arn().id())
                        .put("Arn", key.arn().toString())
                        .put("CreationDate", JsonProtocol.seconds(key.created()))
                        .put("Enabled", key.state() instanceof KmsKeyState.Enabled)
                        .put("Description", "")
                        .put("KeyUsage", "ENCRYPT_DECRYPT")
                        .put("KeyState", key.state().wireName())
                        .put("Origin", key.origin())
                        .put("KeyManager", "CUSTOMER")
                        .put("CustomerMasterKeySpec", "SYMMETRIC_DEFAULT")
                        .put("KeySpec", "SYMMETRIC_DEFAULT")
                        .put("MultiRegion", key.isMultiRegion());
        metadata.putArray("EncryptionAlgorithms").add("SYMMETRIC_DEFAULT");
        if (key.state() instanceof KmsKeyState.PendingDeletion(Instant date)) {
            metadata.put("DeletionDate", JsonProtocol.seconds(date));
        }
        if (key.state() instanceof KmsKeyState.PendingReplicaDeletion(int days)) {
            metadata.put("PendingDeletionWindowInDays", days);
        }
        if (key.origin().equals("EXTERNAL") && key.state() instanceof KmsKeyState.Enabled) {
            metadata.put(
                    "ExpirationModel",
                    key.validTo().isPresent()
                            ? "KEY_MATERIAL_EXPIRES"
                            : "KEY_MATERIAL_DOES_NOT_EXPIRE");
            key.validTo().ifPresent(at -> metadata.put("ValidTo", JsonProtocol.seconds(at)));
        }
        if (!key.keyStore().isEmpty()) {
            metadata.put("CustomKeyStoreId", key.keyStore());
        }
        if (key.isMultiRegion()) {
            metadata.set("MultiRegionConfiguration", regions(key, related));
        }
        return metadata;
    }

    private static ObjectNode regions(KmsKey key, List<KmsKey> related) {
        ObjectNode configuration =
                JsonProtocol.object()
                        .put("MultiRegionKeyType", key.isPrimary() ? "PRIMARY" : "REPLICA");
        related.stream()
                .filter(KmsKey::isPrimary)
                .forEach(primary -> place(configuration.putObject("PrimaryKey"), primary));
        var replicas = configuration.putArray("ReplicaKeys");
        related.stream()
                .filter(other -> !other.isPrimary())
                .sorted(Comparator.comparing(other -> other.arn().region()))
                .forEach(replica -> place(replicas.addObject(), replica));
        return configuration;
    }

    private static void place(ObjectNode node, KmsKey key) {
        node.put("Arn", key.arn().toString()).put("Region", key.arn().region());
    }
}
