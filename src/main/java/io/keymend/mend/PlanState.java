package io.keymend.mend;

/// How far a plan has come. It only moves forward.
public enum PlanState {
    /// Nobody has begun.
    OPEN,
    /// Somebody began. Where the claim ran out, another may go on.
    APPLYING,
    /// It was carried out to its end.
    APPLIED,
    /// It was begun, and nobody must go on.
    FAILED,
    /// Its time ran out before its end.
    EXPIRED;

    /// Whether it can still change rows.
    public boolean isOpen() {
        return this == OPEN || this == APPLYING;
    }
}
