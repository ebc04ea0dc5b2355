package io.keymend.verdict;

import io.keymend.denial.Denial;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyRecord;
import io.keymend.install.Match;

import java.util.Optional;

/// Everything that is laid before the judge. Key states, census, canary and permissions are the
/// evidence's.
///
/// @param denial what was refused; empty where nobody was, and a mend asks what the rows are
/// @param record what CloudTrail told of the keys' lives before
public record CaseFile(Optional<Denial> denial, Match match, Evidence evidence, KeyRecord record) {}
