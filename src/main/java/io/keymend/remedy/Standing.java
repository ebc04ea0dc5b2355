package io.keymend.remedy;

import java.util.List;

/// How a planned change stands now.
///
/// @param remaining how many of its rows are still to be changed, by what was told and journaled
/// @param done how many of its rows the journal says the plan has changed already
/// @param tableRows how many rows the table has
/// @param referring how many rows of other tables refer to the remaining ones
/// @param obstacles what in the database stands against it
/// @param sample what KMS says of some of the remaining rows
public record Standing(
        long remaining,
        long done,
        long tableRows,
        long referring,
        List<String> obstacles,
        Sample sample) {
    public Standing {
        obstacles = List.copyOf(obstacles);
    }

    /// What KMS says of some rows.
    ///
    /// @param others that another key than the current ones sealed
    /// @param readable that a current key opens
    /// @param undecided about which the answer decides nothing
    /// @param absent that are no longer as they were planned; nobody was asked about them
    public record Sample(int others, int readable, int undecided, int absent) {}
}
