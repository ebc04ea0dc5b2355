package io.keymend.mend;

import io.keymend.denial.KeyArn;

import java.util.List;

/// Asks KMS about single rows, by the values they hold now. It needs the reading user only, changes
/// nothing and never receives a plaintext.
public interface RowProver {
    /// What is known of each row, in the order given.
    ///
    /// @param keys the keys that could open them
    /// @throws MendFailed.Unreachable where the database cannot be asked
    List<Proof> prove(Target target, Selection selection, List<PlannedRow> rows, List<KeyArn> keys);

    /// What is known of one row.
    sealed interface Proof {
        /// KMS says of each of the keys that it did not seal the value that was planned.
        record Other() implements Proof {}

        /// One of the keys opens it.
        record Opens(KeyArn key) implements Proof {}

        /// KMS's answer decides nothing.
        record Undecided(String why) implements Proof {}

        /// There is no such row with the planned value now; nobody was asked.
        record Absent() implements Proof {}
    }
}
