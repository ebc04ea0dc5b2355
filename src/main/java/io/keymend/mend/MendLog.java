package io.keymend.mend;

import io.keymend.evidence.ColumnName;
import io.keymend.remedy.PlanId;

/// Where a mend says how far it is.
public interface MendLog {
    /// After each chunk.
    ///
    /// @param done rows of the plan that are dealt with
    /// @param of all its rows
    void progress(PlanId plan, ColumnName column, long done, long of, Tally tally);
}
