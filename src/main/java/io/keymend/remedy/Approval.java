package io.keymend.remedy;

/// Who wants a plan carried out.
public sealed interface Approval {
    /// Keymend itself, because its mode says so.
    record Automatic() implements Approval {}

    /// A person, who named the plan and typed how many rows it changes.
    record ByPerson(PlanId plan, long rows) implements Approval {}

    /// Nobody: the guards are only to be shown.
    record None() implements Approval {}
}
