package io.keymend.mend;

import io.keymend.remedy.PlanId;

import java.time.Instant;
import java.util.Optional;

/// A plan as it is stored. Nothing in it is trusted before its text was hashed again.
///
/// @param id under which it is stored
/// @param draft under which its rows are stored
/// @param claimedUntil until when whoever applies it is left alone; absent where nobody does
/// @param progress how far it has come, as [Progress] writes it; empty where nobody began
public record StoredPlan(
        PlanId id,
        String draft,
        String text,
        PlanState state,
        Optional<Instant> claimedUntil,
        String progress) {
    /// Whether it can still change rows, and nobody is at it.
    boolean isFree(Instant now) {
        return state.isOpen() && claimedUntil.filter(now::isBefore).isEmpty();
    }
}
