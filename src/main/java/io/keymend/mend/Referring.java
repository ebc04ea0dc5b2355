package io.keymend.mend;

import java.util.List;

/// Counts the rows of other tables that refer to rows which are to be deleted.
final class Referring {
    private final RowFinder finder;
    private final Target target;
    private final List<Dependant> dependants;
    private long rows;

    private Referring(RowFinder finder, Target target, List<Dependant> dependants) {
        this.finder = finder;
        this.target = target;
        this.dependants = dependants;
    }

    /// Nothing refers to a row that stays.
    static Referring to(RowFinder finder, Target target) {
        return new Referring(
                finder,
                target,
                target.action() instanceof Action.Delete
                        ? finder.dependants(target.column().table())
                        : List.of());
    }

    void count(List<PlannedRow> deleted) {
        if (deleted.isEmpty()) {
            return;
        }
        for (Dependant dependant : dependants) {
            rows =
                    Math.addExact(
                            rows,
                            finder.referring(
                                    dependant,
                                    target,
                                    deleted.stream().map(PlannedRow::key).toList()));
        }
    }

    long rows() {
        return rows;
    }
}
