package io.keymend.localaws;

import java.time.Instant;
import java.util.Optional;

/// Where a key is in its life, with what KMS says when it is asked for something the state forbids.
sealed interface KmsKeyState {
    record Enabled() implements KmsKeyState {}

    record Disabled() implements KmsKeyState {}

    record Creating() implements KmsKeyState {}

    /// The primary is moving to another Region; the key works meanwhile.
    record Updating() implements KmsKeyState {}

    record PendingImport() implements KmsKeyState {}

    record Unavailable() implements KmsKeyState {}

    record PendingDeletion(Instant date) implements KmsKeyState {}

    /// A primary whose deletion waits for its replicas; the days start to run when the last is
    /// gone.
    record PendingReplicaDeletion(int days) implements KmsKeyState {}

    /// The name in `KeyMetadata`.
    default String wireName() {
        return getClass().getSimpleName();
    }

    default boolean isPendingDeletion() {
        return this instanceof PendingDeletion || this instanceof PendingReplicaDeletion;
    }

    /// The error a cryptographic operation gets; none when the key may be used.
    default Optional<AwsError> refusal(KmsKeyArn arn) {
        return switch (this) {
            case Enabled(), Updating() -> Optional.empty();
            case Creating() -> Optional.of(invalid(arn, "is creating."));
            case Disabled() ->
                    Optional.of(new AwsError(400, "DisabledException", arn + " is disabled."));
            case PendingImport() -> Optional.of(invalid(arn, "is pending import."));
            case Unavailable() ->
                    Optional.of(invalid(arn, "is unavailable. Its key store is not connected."));
            case PendingDeletion(_) -> Optional.of(invalid(arn, "is pending deletion."));
            case PendingReplicaDeletion(_) ->
                    Optional.of(invalid(arn, "is pending replica deletion."));
        };
    }

    static AwsError invalid(KmsKeyArn arn, String state) {
        return new AwsError(400, "KMSInvalidStateException", arn + " " + state);
    }
}
