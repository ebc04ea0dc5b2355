package io.keymend.mend;

import io.keymend.remedy.Finding;
import io.keymend.remedy.PlanId;

import java.util.List;
import java.util.Optional;

/// A stored plan and what every guard says of it now.
///
/// @param plan absent where what is stored is no plan
/// @param state how far it has come, in words
public record Explanation(PlanId id, Optional<Plan> plan, String state, List<Finding> findings) {
    public Explanation {
        findings = List.copyOf(findings);
    }
}
