package io.keymend.remedy;

import io.keymend.install.DatabaseRef;

import java.time.Instant;
import java.util.Optional;

/// What decides whether rows may be sealed again under a product's own key.
///
/// @param plan the plan that looking just now comes to
/// @param rows how many rows it changes
/// @param fault what looking found against it; empty where nothing does
/// @param approval of this plan and so many rows
public record KeyFacts(
        PlanId plan,
        long rows,
        DatabaseRef database,
        Optional<String> fault,
        Approval approval,
        Pause pause,
        Leave leave,
        Instant now) {}
