package io.keymend.remedy;

import io.keymend.denial.Denial;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyRecord;
import io.keymend.profile.Profile;

import java.time.Instant;

/// What remedies are chosen by, besides the verdict.
///
/// @param record what CloudTrail told of the keys' lives
/// @param mode what the operator has consented to beforehand
/// @param now what deadlines are counted from
public record Situation(
        Denial denial,
        Profile profile,
        Evidence evidence,
        KeyRecord record,
        Mode mode,
        Instant now) {}
