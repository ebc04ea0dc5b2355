package io.keymend.mend;

import java.util.List;
import java.util.Optional;

/// What came of making a plan.
///
/// @param plan absent where there is nothing to plan
/// @param left columns that are not in it, with the reason
public record Planning(Optional<Plan> plan, List<String> left) {
    public Planning {
        left = List.copyOf(left);
    }
}
