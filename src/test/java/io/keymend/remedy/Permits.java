package io.keymend.remedy;

import java.time.Instant;

/// Permits for tests of what needs one.
public final class Permits {
    private Permits() {}

    public static Permit of(PlanId plan) {
        return of(plan, Mode.PURGE_SUPERSEDED, Permit.Purpose.MEND, Instant.MAX);
    }

    public static Permit of(PlanId plan, Mode mode, Permit.Purpose purpose, Instant expires) {
        return new Permit(plan, mode, purpose, expires);
    }
}
