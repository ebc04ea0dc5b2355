package io.keymend.verdict;

import java.util.List;

/// A verdict, and how it was reached.
///
/// @param trace the rules in order, up to the one that decided
public record Judgement(Verdict verdict, List<Step> trace) {
    public Judgement {
        trace = List.copyOf(trace);
    }

    /// One rule that was looked at.
    ///
    /// @param met whether it decided; it is the last one then
    /// @param why the rule's reason where it decided, else what kept it from deciding
    public record Step(String rule, boolean met, String why) {
        @Override
        public String toString() {
            return rule + (met ? ": decided. " : ": not met, ") + why;
        }
    }
}
