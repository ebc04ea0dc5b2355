package io.keymend.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns everything that is known of a denial into one verdict, by [Rules]. A pure function.
public final class Judge {
    private Judge() {}

    public static Judgement judge(CaseFile file) {
        return judge(file, Rules.inOrder());
    }

    static Judgement judge(CaseFile file, List<Rule> rules) {
        Facts facts = new Facts(file);
        List<Judgement.Step> trace = new ArrayList<>();
        for (Rule rule : rules) {
            Optional<Verdict> verdict = rule.verdict().apply(facts);
            if (verdict.isPresent()) {
                trace.add(new Judgement.Step(rule.name(), true, rule.reason()));
                return new Judgement(verdict.get(), trace);
            }
            trace.add(new Judgement.Step(rule.name(), false, rule.otherwise()));
        }
        throw new IllegalStateException("no rule decides the case");
    }
}
