package io.keymend.remedy;

import io.keymend.install.DatabaseRef;

import java.time.Instant;

/// What decides whether journaled rows may be put back.
///
/// @param database that the plan changed, with the secret of its reading user
/// @param journaled how many rows the journal holds under the plan that are not put back yet
/// @param asked how many of them are to be put back
/// @param approval of this plan and so many rows
public record RestoreFacts(
        PlanId plan,
        DatabaseRef database,
        long journaled,
        long asked,
        Approval approval,
        Leave leave,
        Instant now) {}
