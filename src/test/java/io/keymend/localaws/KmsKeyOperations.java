package io.keymend.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;

/// The wire operations on keys themselves.
final class KmsKeyOperations {
    private final KmsKeys keys;
    private final KmsAccess access;
    private final Permissions permissions;
    private final InstantSource clock;

    KmsKeyOperations(KmsKeys keys, KmsAccess access, Permissions permissions, InstantSource clock) {
        this.keys = keys;
        this.access = access;
        this.permissions = permissions;
        this.clock = clock;
    }

    ObjectNode describe(Caller caller, Fields fields) {
        KmsKey key = access.named(caller, "kms:DescribeKey", fields.required("KeyId"));
        return JsonProtocol.object().set("KeyMetadata", KmsKeyMetadata.of(key, keys.related(key)));
    }

    ObjectNode list(Caller caller) {
        ObjectNode answer = JsonProtocol.object().put("Truncated", false);
        var list = answer.putArray("Keys");
        for (KmsKey key : keys.in(caller.account(), caller.region())) {
            list.addObject().put("KeyId", key.arn().id()).put("KeyArn", key.arn().toString());
        }
        return answer;
    }

    ObjectNode enable(Caller caller, Fields fields) {
        KmsKey key = access.named(caller, "kms:EnableKey", fields.required("KeyId"));
        requireSwitchable(key);
        key.become(new KmsKeyState.Enabled());
        return JsonProtocol.object();
    }

    ObjectNode disable(Caller caller, Fields fields) {
        KmsKey key = access.named(caller, "kms:DisableKey", fields.required("KeyId"));
        requireSwitchable(key);
        key.become(new KmsKeyState.Disabled());
        return JsonProtocol.object();
    }

    ObjectNode scheduleDeletion(Caller caller, Fields fields) {
        KmsKey key = access.named(caller, "kms:ScheduleKeyDeletion", fields.required("KeyId"));
        int days = fields.number("PendingWindowInDays").orElse(30);
        if (days < 7 || days > 30) {
            throw JsonProtocol.validation("PendingWindowInDays must be 7 to 30.");
        }
        if (key.state().isPendingDeletion()) {
            throw KmsKeyState.invalid(key.arn(), "is pending deletion.");
        }
        scheduleDeletion(key, days);
        ObjectNode answer = JsonProtocol.object().put("KeyId", key.arn().toString());
        if (key.state() instanceof KmsKeyState.PendingDeletion(Instant date)) {
            answer.put("DeletionDate", JsonProtocol.seconds(date));
        }
        return answer.put("KeyState", key.state().wireName()).put("PendingWindowInDays", days);
    }

    /// A primary with replicas waits for them first.
    void scheduleDeletion(KmsKey key, int days) {
        boolean waits = key.isPrimary() && keys.related(key).size() > 1;
        key.become(
                waits
                        ? new KmsKeyState.PendingReplicaDeletion(days)
                        : new KmsKeyState.PendingDeletion(
                                clock.instant().plus(Duration.ofDays(days))));
    }

    /// Ends a key, and starts the days of a primary that waited for its last replica.
    void finishDeletion(KmsKey key) {
        keys.remove(key);
        if (keys.related(key).size() != 1) {
            return;
        }
        KmsKey last = keys.related(key).getFirst();
        if (last.state() instanceof KmsKeyState.PendingReplicaDeletion(int days)) {
            scheduleDeletion(last, days);
        }
    }

    ObjectNode cancelDeletion(Caller caller, Fields fields) {
        KmsKey key = access.named(caller, "kms:CancelKeyDeletion", fields.required("KeyId"));
        if (!key.state().isPendingDeletion()) {
            throw KmsKeyState.invalid(key.arn(), "is not pending deletion.");
        }
        key.become(new KmsKeyState.Disabled());
        return JsonProtocol.object().put("KeyId", key.arn().toString());
    }

    ObjectNode createGrant(Caller caller, Fields fields) {
        KmsKey key = access.named(caller, "kms:CreateGrant", fields.required("KeyId"));
        key.requireUsable();
        String grantee = fields.required("GranteePrincipal");
        for (String operation : fields.list("Operations")) {
            permissions.allow(grantee, key.arn().toString(), "kms:" + operation);
        }
        HexFormat hex = HexFormat.of();
        return JsonProtocol.object()
                .put("GrantId", hex.formatHex(KmsMaterial.random(32)))
                .put("GrantToken", hex.formatHex(KmsMaterial.random(64)));
    }

    /// Only the primary makes replicas, and only while it is enabled.
    ObjectNode replicate(Caller caller, Fields fields) {
        KmsKey key = access.named(caller, "kms:ReplicateKey", fields.required("KeyId"));
        if (!key.isMultiRegion() || !key.isPrimary()) {
            throw new AwsError(
                    400,
                    "UnsupportedOperationException",
                    key.arn() + " is not a multi-Region primary key.");
        }
        key.requireUsable();
        KmsKey replica = key.replica(fields.required("ReplicaRegion"), clock.instant());
        keys.add(replica);
        return JsonProtocol.object()
                .set("ReplicaKeyMetadata", KmsKeyMetadata.of(replica, keys.related(replica)));
    }

    private static void requireSwitchable(KmsKey key) {
        if (!(key.state() instanceof KmsKeyState.Enabled)
                && !(key.state() instanceof KmsKeyState.Disabled)) {
            key.requireUsable();
        }
    }
}
