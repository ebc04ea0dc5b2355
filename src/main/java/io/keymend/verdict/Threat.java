package io.keymend.verdict;

import io.keymend.denial.KeyChange;
import io.keymend.denial.LifecycleEvent;
import io.keymend.evidence.KeyProbe;
import io.keymend.evidence.KeyState;

import java.time.Instant;
import java.util.Optional;

/// What keeps rows from opening under a key, or is about to.
///
/// The event only says where to look: KMS's own answer about the key decides. So an event that is
/// forged, late or out of order finds a healthy key healthy.
///
/// @param due when it happens, where it has not happened yet and the time is known
/// @param why what KMS or the event said, where that matters; else empty
public record Threat(Kind kind, Optional<Instant> due, String why) {
    /// The kinds, and when each is over.
    public enum Kind {
        DELETION,
        DISABLED,
        MATERIAL_GONE,
        MATERIAL_EXPIRES,
        /// The policy changed and Keymend may still use the key. Whether the product may is for a
        /// person to read.
        POLICY_CHANGED,
        POLICY_REFUSES,
        DELETED,
        /// Keymend could not see the key; only the event says what happened.
        UNSEEN;

        /// Whether KMS's answers show that it is over. That material no longer expires only the
        /// call that imported it can tell.
        ///
        /// @param usable whether Keymend could use the key just now, as a decrypt would
        /// @param event what drew attention to the key, if anything did
        public boolean isOver(
                KeyState state, boolean usable, Optional<LifecycleEvent.OfKey> event) {
            return switch (this) {
                case DELETION ->
                        switch (state) {
                            case KeyState.Enabled _,
                                    KeyState.Disabled _,
                                    KeyState.PendingImport _,
                                    KeyState.Unavailable _ ->
                                    true;
                            case KeyState.PendingDeletion _,
                                    KeyState.PendingReplicaDeletion _,
                                    KeyState.Transient _,
                                    KeyState.Missing _,
                                    KeyState.Hidden _ ->
                                    false;
                        };
                case DISABLED, MATERIAL_GONE, POLICY_REFUSES, UNSEEN ->
                        state instanceof KeyState.Enabled && usable;
                case MATERIAL_EXPIRES ->
                        state instanceof KeyState.Enabled
                                && event.map(Kind::importsForGood).orElse(false);
                case POLICY_CHANGED, DELETED -> false;
            };
        }

        private static boolean importsForGood(LifecycleEvent.OfKey event) {
            return event.change() == KeyChange.MATERIAL_IMPORTED && event.due().isEmpty();
        }
    }

    private static Threat of(Kind kind) {
        return new Threat(kind, Optional.empty(), "");
    }

    /// Whether a change of this kind is worth a look at the key.
    public static boolean concerns(KeyChange change) {
        return switch (change) {
            case ENABLED,
                    DISABLED,
                    DELETION_SCHEDULED,
                    DELETION_CANCELLED,
                    DELETED,
                    POLICY_CHANGED,
                    MATERIAL_IMPORTED,
                    MATERIAL_DELETED,
                    MATERIAL_EXPIRED ->
                    true;
            case CREATED,
                    REPLICATED,
                    ROTATED,
                    ALIAS_SET,
                    ALIAS_REMOVED,
                    GRANT_CREATED,
                    GRANT_ENDED ->
                    false;
        };
    }

    /// What the key suffers now; nothing where it is as it should be.
    ///
    /// @param own what KMS answered when Keymend used the key
    public static Optional<Threat> of(
            LifecycleEvent.OfKey event, KeyState state, KeyProbe.Own own, Instant now) {
        return switch (state) {
            case KeyState.Enabled _ -> ofEnabled(event, own, now);
            case KeyState.Disabled _ -> Optional.of(of(Kind.DISABLED));
            case KeyState.PendingDeletion pending ->
                    Optional.of(new Threat(Kind.DELETION, pending.date(), ""));
            case KeyState.PendingReplicaDeletion _ -> Optional.of(of(Kind.DELETION));
            case KeyState.PendingImport _ -> Optional.of(of(Kind.MATERIAL_GONE));
            case KeyState.Missing _ -> Optional.of(of(Kind.DELETED));
            case KeyState.Hidden hidden ->
                    threatens(event.change())
                            ? Optional.of(new Threat(Kind.UNSEEN, event.due(), hidden.why()))
                            : Optional.empty();
            case KeyState.Unavailable _, KeyState.Transient _ -> Optional.empty();
        };
    }

    private static Optional<Threat> ofEnabled(
            LifecycleEvent.OfKey event, KeyProbe.Own own, Instant now) {
        Optional<Instant> expires = event.due().filter(now::isBefore);
        return switch (event.change()) {
            case POLICY_CHANGED ->
                    Optional.of(
                            own instanceof KeyProbe.Own.Unaskable(var why)
                                    ? new Threat(Kind.POLICY_REFUSES, Optional.empty(), why)
                                    : of(Kind.POLICY_CHANGED));
            case MATERIAL_IMPORTED ->
                    expires.map(at -> new Threat(Kind.MATERIAL_EXPIRES, Optional.of(at), ""));
            case CREATED,
                    REPLICATED,
                    ENABLED,
                    DISABLED,
                    DELETION_SCHEDULED,
                    DELETION_CANCELLED,
                    DELETED,
                    MATERIAL_DELETED,
                    MATERIAL_EXPIRED,
                    ROTATED,
                    ALIAS_SET,
                    ALIAS_REMOVED,
                    GRANT_CREATED,
                    GRANT_ENDED ->
                    Optional.empty();
        };
    }

    private static boolean threatens(KeyChange change) {
        return concerns(change)
                && change != KeyChange.ENABLED
                && change != KeyChange.DELETION_CANCELLED
                && change != KeyChange.MATERIAL_IMPORTED;
    }
}
