package io.keymend.mend;

import io.keymend.mend.ChunkOutcome.Skipped;
import io.keymend.remedy.Finding;
import io.keymend.remedy.PlanId;

import java.util.List;
import java.util.Optional;

/// What came of carrying a plan out. Only what was committed is called changed.
///
/// @param plan absent where no such plan is stored, or what is stored is no plan
/// @param why why it ended as it did; empty where it was applied
/// @param tally what became of the rows, over all runs of the plan
/// @param journaled rows that the journal holds under the plan; absent where it was not read
/// @param findings what every guard found; empty where none was asked
/// @param examples some of the rows that this run left, with the reason
public record MendReport(
        PlanId id,
        Optional<Plan> plan,
        Result result,
        String why,
        Tally tally,
        Optional<Long> journaled,
        List<Finding> findings,
        List<Skipped> examples) {
    public MendReport {
        findings = List.copyOf(findings);
        examples = List.copyOf(examples);
    }

    /// How it ended.
    public enum Result {
        /// A guard stood against it. This run changed nothing.
        REFUSED,
        /// Somebody else applies it, or did. This run changed nothing.
        TAKEN,
        /// It stopped before its end and can go on.
        UNFINISHED,
        /// It came to its end.
        APPLIED,
        /// It stopped, and must not go on.
        FAILED
    }

    static MendReport notRun(PlanId id, Optional<Plan> plan, Result result, String why) {
        return new MendReport(
                id, plan, result, why, Tally.NONE, Optional.empty(), List.of(), List.of());
    }

    /// The guards that stood against it.
    public List<Finding> refusals() {
        return findings.stream().filter(finding -> !finding.passed()).toList();
    }

    /// Whether any row is changed by the plan, by this run or an earlier one.
    public boolean hasChanged() {
        return tally.done() > 0 || journaled.orElse(0L) > 0;
    }

    /// Rows of the plan of which nothing is known yet.
    public long open() {
        return plan.map(Plan::rows).orElse(0L) - tally.done() - tally.left();
    }
}
