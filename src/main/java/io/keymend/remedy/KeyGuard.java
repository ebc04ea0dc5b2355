package io.keymend.remedy;

import java.util.Optional;

/// What must hold before rows are sealed again under a product's own key.
public enum KeyGuard {
    MODE("mode", "mending is on"),
    WRITER("writer", "the mending user is another than those that read"),
    PAUSE("pause", "mends are not paused"),
    KEYS("keys", "the key in use opens fresh values of its own, and the other key opens the rows"),
    COUNT("count", "the rows are within the cap"),
    APPROVAL("approval", "a person asked for just this");

    private final String title;
    private final String fine;

    KeyGuard(String title, String fine) {
        this.title = title;
        this.fine = fine;
    }

    /// What it finds.
    public Finding find(KeyFacts facts) {
        return fault(facts)
                .map(why -> new Finding(title, false, why))
                .orElseGet(() -> new Finding(title, true, fine));
    }

    private Optional<String> fault(KeyFacts facts) {
        return switch (this) {
            case MODE ->
                    facts.leave().mode() == Mode.OFF
                            ? Optional.of("mending is off; the mode reseal is enough")
                            : Optional.empty();
            case WRITER -> PlanFaults.writer(facts.leave(), facts.database().secretArn());
            case PAUSE -> PlanFaults.pause(facts.pause());
            case KEYS -> facts.fault();
            case COUNT -> count(facts);
            case APPROVAL -> approval(facts);
        };
    }

    private static Optional<String> count(KeyFacts facts) {
        long most = facts.leave().caps().resealed();
        if (facts.rows() == 0) {
            return Optional.of("there is no row to seal again");
        }
        return facts.rows() > most
                ? Optional.of(facts.rows() + " rows are more than the cap of " + most)
                : Optional.empty();
    }

    private static Optional<String> approval(KeyFacts facts) {
        return switch (facts.approval()) {
            case Approval.Automatic(), Approval.None() ->
                    Optional.of("rows are sealed again only when a person asks for it");
            case Approval.ByPerson(var plan, _) when !plan.equals(facts.plan()) ->
                    Optional.of("another plan was named: the rows or the keys changed since");
            case Approval.ByPerson(_, var rows) when rows != facts.rows() ->
                    Optional.of(rows + " rows were typed, the plan has " + facts.rows());
            case Approval.ByPerson _ -> Optional.empty();
        };
    }
}
