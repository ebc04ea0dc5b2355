package io.keymend.remedy;

import java.util.Optional;

/// What must hold before rows are changed that a product seals with its own key.
public enum KeyGuard {
    MODE("mode", "the mode allows it"),
    WRITER("writer", "the mending user is another than those that read"),
    PAUSE("pause", "mends are not paused"),
    KEYS("keys", "the key in use is known, and nothing stands against the rows"),
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
                    facts.leave().mode().allows(facts.least())
                            ? Optional.empty()
                            : Optional.of(
                                    (facts.leave().mode() == Mode.OFF
                                                    ? "mending is off"
                                                    : "the mode is " + facts.leave().mode())
                                            + "; the least mode that allows it is "
                                            + facts.least());
            case WRITER -> PlanFaults.writer(facts.leave(), facts.database().secretArn());
            case PAUSE -> PlanFaults.pause(facts.pause());
            case KEYS -> facts.fault();
            case COUNT -> count(facts);
            case APPROVAL -> approval(facts);
        };
    }

    private static Optional<String> count(KeyFacts facts) {
        Caps caps = facts.leave().caps();
        long most = facts.least().loses() ? caps.lost() : caps.resealed();
        if (facts.rows() == 0) {
            return Optional.of("there is no row to change");
        }
        return facts.rows() > most
                ? Optional.of(facts.rows() + " rows are more than the cap of " + most)
                : Optional.empty();
    }

    private static Optional<String> approval(KeyFacts facts) {
        return switch (facts.approval()) {
            case Approval.Automatic(), Approval.None() ->
                    Optional.of("these rows are changed only when a person asks for it");
            case Approval.ByPerson(var plan, _) when !plan.equals(facts.plan()) ->
                    Optional.of("another plan was named: the rows or the keys changed since");
            case Approval.ByPerson(_, var rows) when rows != facts.rows() ->
                    Optional.of(rows + " rows were typed, the plan has " + facts.rows());
            case Approval.ByPerson _ -> Optional.empty();
        };
    }
}
