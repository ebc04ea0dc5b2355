package io.keymend.verdict;

import io.keymend.denial.Denial;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyRecord;
import io.keymend.install.Match;

/// Everything that is laid before the judge. Key states, census, canary and permissions are the
/// evidence's.
///
/// @param record what CloudTrail told of the keys' lives before
public record CaseFile(Denial denial, Match match, Evidence evidence, KeyRecord record) {}
