package io.keymend.remedy;

import io.keymend.install.DatabaseRef;

import java.time.Instant;
import java.util.Optional;

/// What decides whether rows may be changed that a product seals with its own key.
///
/// @param plan the plan that looking just now comes to
/// @param rows how many rows it changes
/// @param least the least mode that allows it
/// @param fault what looking found against it; empty where nothing does
/// @param approval of this plan and so many rows
public record KeyFacts(
        PlanId plan,
        long rows,
        Mode least,
        DatabaseRef database,
        Optional<String> fault,
        Approval approval,
        Pause pause,
        Leave leave,
        Instant now) {}
