package io.keymend.remedy;

import java.util.Optional;

/// What must hold before rows are put back. A pause does not: whoever stopped a mend must be able
/// to undo it without letting it go on first.
public enum RestoreGuard {
    MODE("mode", "mending is on"),
    WRITER("writer", "the mending user is another than those that read"),
    APPROVAL("approval", "a person asked for it"),
    JOURNAL("journal", "the journal holds the rows");

    private final String title;
    private final String fine;

    RestoreGuard(String title, String fine) {
        this.title = title;
        this.fine = fine;
    }

    /// What it finds.
    public Finding find(RestoreFacts facts) {
        return fault(facts)
                .map(why -> new Finding(title, false, why))
                .orElseGet(() -> new Finding(title, true, fine));
    }

    private Optional<String> fault(RestoreFacts facts) {
        return switch (this) {
            case MODE ->
                    facts.leave().mode() == Mode.OFF
                            ? Optional.of("mending is off; the mode reseal is enough to restore")
                            : Optional.empty();
            case WRITER -> PlanFaults.writer(facts.leave(), facts.database().secretArn());
            case APPROVAL -> approval(facts);
            case JOURNAL ->
                    facts.asked() > facts.journaled()
                            ? Optional.of(
                                    facts.asked()
                                            + " rows are asked for, the journal holds "
                                            + facts.journaled())
                            : Optional.empty();
        };
    }

    private static Optional<String> approval(RestoreFacts facts) {
        return switch (facts.approval()) {
            case Approval.Automatic(), Approval.None() ->
                    Optional.of("rows are put back only when a person asks for it");
            case Approval.ByPerson(var plan, _) when !plan.equals(facts.plan()) ->
                    Optional.of("another plan was named");
            case Approval.ByPerson(_, var rows) when rows != facts.asked() ->
                    Optional.of(rows + " rows were typed, " + facts.asked() + " would be put back");
            case Approval.ByPerson _ -> Optional.empty();
        };
    }
}
