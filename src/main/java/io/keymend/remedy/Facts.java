package io.keymend.remedy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything the guards decide by.
///
/// @param databaseTime what the history's database says the time is; absent where it did not say
/// @param look absent where nobody could look
/// @param standings one for each change of the plan, in its order; fewer where some could not be
///   looked at
public record Facts(
        Proposal proposal,
        Approval approval,
        Leave leave,
        Pause pause,
        Instant now,
        Optional<Instant> databaseTime,
        Optional<Look> look,
        List<Standing> standings) {
    public Facts {
        standings = List.copyOf(standings);
    }
}
