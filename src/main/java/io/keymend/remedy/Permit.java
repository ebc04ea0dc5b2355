package io.keymend.remedy;

/// Leave to change rows under one plan. Only this package makes one, after every guard.
public final class Permit {
    private final PlanId plan;

    Permit(PlanId plan) {
        this.plan = plan;
    }

    /// The plan it is for, and no other.
    public PlanId plan() {
        return plan;
    }
}
