package io.keymend.evidence;

import java.time.Instant;
import java.util.Optional;

/// What KMS says of a key. Only [Missing] can mean that it is gone, and by itself it proves
/// nothing.
public sealed interface KeyState {
    record Enabled() implements KeyState {}

    record Disabled() implements KeyState {}

    /// Its deletion can still be cancelled, until then.
    record PendingDeletion(Optional<Instant> date) implements KeyState {}

    /// A multi-Region primary whose deletion waits for its last replica; the days run from then on.
    record PendingReplicaDeletion(Optional<Integer> days) implements KeyState {}

    /// Its imported material expired or was deleted; importing it again brings it back.
    record PendingImport() implements KeyState {}

    /// Its custom key store is not connected.
    record Unavailable() implements KeyState {}

    /// A state in between, such as Creating or Updating, by KMS's name for it.
    record Transient(String name) implements KeyState {}

    /// KMS knows no such key in the key's own Region and account.
    record Missing() implements KeyState {}

    /// KMS did not say.
    record Hidden(String why) implements KeyState {}

    /// Whether KMS answered about the key itself.
    default boolean isDescribed() {
        return !(this instanceof Missing) && !(this instanceof Hidden);
    }
}
