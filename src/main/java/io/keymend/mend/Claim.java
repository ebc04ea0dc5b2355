package io.keymend.mend;

import io.keymend.remedy.PlanId;

/// The right to apply a plan, for a while.
///
/// @param token by which the holder is known
/// @param progress how far the plan had come
public record Claim(PlanId plan, String token, String progress) {}
