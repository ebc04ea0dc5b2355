package io.keymend.alert;

import io.keymend.denial.Denial;
import io.keymend.evidence.Evidence;
import io.keymend.install.Match;
import io.keymend.remedy.Mode;
import io.keymend.remedy.Remedy;
import io.keymend.verdict.Judgement;
import io.keymend.verdict.Verdict;

import java.time.Instant;
import java.util.List;

/// Everything one alert tells: what happened, what was found, what it means, and what to do.
///
/// @param denial the first of them
/// @param denials how many with the same cause came together
/// @param product what a person calls the product; empty where none was matched
/// @param mode how far Keymend may go in changing rows
/// @param now what deadlines are counted from
public record Report(
        Denial denial,
        int denials,
        String product,
        Match match,
        Evidence evidence,
        Judgement judgement,
        List<Remedy> remedies,
        Mode mode,
        Instant now) {
    public Report {
        remedies = List.copyOf(remedies);
    }

    public Verdict verdict() {
        return judgement.verdict();
    }
}
