package io.keymend.mend;

import io.keymend.remedy.PlanId;

/// The right to apply a plan, for a while.
///
/// @param holder by which whoever has it is known
/// @param progress how far the plan had come
public record Claim(PlanId plan, String holder, String progress) {}
