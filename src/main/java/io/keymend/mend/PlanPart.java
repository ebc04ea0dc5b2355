package io.keymend.mend;

import io.keymend.remedy.Change;
import io.keymend.remedy.Effect;

/// One column's part of a plan.
///
/// @param rows digest of the planned rows, which are stored beside the plan
public record PlanPart(Change change, Target target, Selection selection, Digest rows) {
    public PlanPart {
        if (change.effect() != effect(target.action())
                || !change.column().equals(target.column())) {
            throw new IllegalArgumentException("a plan's part says two things: " + change.column());
        }
    }

    /// What an action does to its rows.
    static Effect effect(Action action) {
        return switch (action) {
            case Action.Delete() -> Effect.DELETE;
            case Action.Reset _ -> Effect.RESET;
            case Action.Resealing _ -> Effect.RESEAL;
        };
    }

    /// The same part over other rows.
    PlanPart over(long count, Digest digest) {
        return new PlanPart(
                new Change(
                        change.column(),
                        change.sealer(),
                        change.least(),
                        change.effect(),
                        count,
                        change.tableRows(),
                        change.referring()),
                target,
                selection,
                digest);
    }
}
