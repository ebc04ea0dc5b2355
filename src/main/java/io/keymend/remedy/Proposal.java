package io.keymend.remedy;

import java.util.List;
import java.util.Optional;

/// A stored plan, put forward to be permitted.
///
/// @param recomputed the hash of what is stored under the plan's name now; absent where it could
///   not be read whole
public record Proposal(
        PlanId plan, Terms terms, List<Change> changes, Optional<PlanId> recomputed) {
    public Proposal {
        changes = List.copyOf(changes);
    }

    /// How many rows it would change.
    public long rows() {
        return changes.stream().mapToLong(Change::rows).reduce(0, Math::addExact);
    }
}
