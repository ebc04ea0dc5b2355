package io.keymend.remedy;

import java.time.Instant;

/// Leave to change rows under one plan, for a short time. Only [Clearance] makes one, after every
/// guard passed.
public final class Permit {
    private final PlanId plan;
    private final Mode mode;
    private final Purpose purpose;
    private final Instant expires;

    Permit(PlanId plan, Mode mode, Purpose purpose, Instant expires) {
        this.plan = plan;
        this.mode = mode;
        this.purpose = purpose;
        this.expires = expires;
    }

    /// What it is for.
    public enum Purpose {
        /// To carry the plan out.
        MEND,
        /// To put back what the plan changed.
        RESTORE
    }

    /// The plan it is for, and no other.
    public PlanId plan() {
        return plan;
    }

    /// How far it goes.
    public Mode mode() {
        return mode;
    }

    public Purpose purpose() {
        return purpose;
    }

    /// When it ends.
    public Instant expires() {
        return expires;
    }

    /// Whether it is still good for this.
    public boolean isFor(Purpose wanted, Instant now) {
        return purpose == wanted && now.isBefore(expires);
    }

    /// Whether it goes as far as this.
    public boolean allows(Effect effect) {
        return mode.loses() || !effect.loses();
    }
}
