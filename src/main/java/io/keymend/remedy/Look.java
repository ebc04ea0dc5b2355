package io.keymend.remedy;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Canary;
import io.keymend.evidence.Evidence;
import io.keymend.install.Install;
import io.keymend.profile.Profile;
import io.keymend.verdict.Verdict;

import java.util.List;
import java.util.Map;

/// What looking found just now, derived from nothing that an event said.
///
/// @param current the install that uses the database now
/// @param formers the other installs over it, newest first
/// @param canaries for each data key of the current install, whether it opens a fresh value
/// @param history digest of the installs over this database
public record Look(
        Install current,
        List<Install> formers,
        Profile profile,
        Evidence evidence,
        Verdict verdict,
        Map<KeyArn, Canary> canaries,
        String history) {
    public Look {
        formers = List.copyOf(formers);
        canaries = Map.copyOf(canaries);
    }

    /// The verdict's name, as plans and reports keep it.
    public String verdictName() {
        return verdict.getClass().getSimpleName();
    }
}
