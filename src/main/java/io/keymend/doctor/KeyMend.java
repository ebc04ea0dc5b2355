package io.keymend.doctor;

import io.keymend.mend.ChunkOutcome;
import io.keymend.remedy.Finding;
import io.keymend.remedy.PlanId;

import java.util.List;
import java.util.Optional;

/// What came of a task over rows that a product seals with its own key.
///
/// @param plan names the keys, the rows and the values they held when it looked
/// @param key the id of the key in use; empty where there is none
/// @param rows how many rows the plan has
/// @param outcome what was committed; absent where nothing was
/// @param findings of every guard
/// @param why why it ended as it did; empty where it came to its end
public record KeyMend(
        PlanId plan,
        KeyTask task,
        String key,
        long rows,
        Optional<ChunkOutcome> outcome,
        List<Finding> findings,
        String why) {
    public KeyMend {
        findings = List.copyOf(findings);
    }
}
