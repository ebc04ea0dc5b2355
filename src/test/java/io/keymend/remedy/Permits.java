package io.keymend.remedy;

/// Permits for tests of what needs one.
public final class Permits {
    private Permits() {}

    public static Permit of(PlanId plan) {
        return new Permit(plan, Mode.PURGE_SUPERSEDED, Permit.Purpose.MEND, java.time.Instant.MAX);
    }
}
