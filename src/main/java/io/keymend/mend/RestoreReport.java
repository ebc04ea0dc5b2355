package io.keymend.mend;

import io.keymend.mend.RestoreOutcome.Conflict;
import io.keymend.remedy.Finding;
import io.keymend.remedy.PlanId;

import java.util.List;

/// What came of putting rows back.
///
/// @param why why it ended as it did; empty where it came to its end
/// @param restored rows put back by this run
/// @param already rows that had been put back before
/// @param conflicts rows that were not put back, because that would have overwritten something
/// @param examples the first of the conflicts
public record RestoreReport(
        PlanId plan,
        Result result,
        String why,
        long restored,
        long already,
        long conflicts,
        List<Conflict> examples,
        List<Finding> findings) {
    public RestoreReport {
        examples = List.copyOf(examples);
        findings = List.copyOf(findings);
    }

    /// How it ended.
    public enum Result {
        /// A guard stood against it; nothing was changed.
        REFUSED,
        /// It stopped before its end; asking again goes on.
        UNFINISHED,
        /// Every row that was asked for is put back or in conflict.
        RESTORED
    }
}
