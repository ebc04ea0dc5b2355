package io.keymend.alert;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.Sealer;

import java.util.List;

/// What the tables hold that only one key opens.
///
/// @param columns the columns with such values
/// @param values how many there are
/// @param maybe values whose key could not be told, which may be this one's too
/// @param unread tables that were not read, and may hold more
record Dependants(List<ColumnCensus> columns, long values, long maybe, int unread) {
    Dependants {
        columns = List.copyOf(columns);
    }

    static Dependants of(KeyArn key, Evidence evidence) {
        return new Dependants(
                evidence.columns().stream()
                        .filter(column ->
                                column.groups().stream()
                                        .anyMatch(group -> sealed(key, evidence.sealer(group))))
                        .toList(),
                evidence.rows(sealer -> sealed(key, sealer)),
                evidence.rows(Dependants::untold),
                evidence.unread().size());
    }

    static boolean sealed(KeyArn key, Sealer sealer) {
        return switch (sealer) {
            case Sealer.Current current -> current.key().sameKeyAs(key);
            case Sealer.Other other -> other.key().sameKeyAs(key);
            case Sealer.Foreign _, Sealer.Unresolved _ -> false;
        };
    }

    static boolean untold(Sealer sealer) {
        return switch (sealer) {
            case Sealer.Current _, Sealer.Other _ -> false;
            case Sealer.Foreign _, Sealer.Unresolved _ -> true;
        };
    }

    /// How many values of a column the key sealed.
    static long in(ColumnCensus column, KeyArn key, Evidence evidence) {
        return groups(column, key, evidence).stream().mapToLong(SealedGroup::rows).sum();
    }

    static List<SealedGroup> groups(ColumnCensus column, KeyArn key, Evidence evidence) {
        return column.groups().stream()
                .filter(group -> sealed(key, evidence.sealer(group)))
                .toList();
    }

    /// Whether nothing depends on the key for all that is known, and everything is known.
    boolean isNone() {
        return values == 0 && maybe == 0 && unread == 0;
    }

    /// `14 rows in 3 tables`; values where a row of some table holds several.
    String words() {
        String perhaps = maybe == 0 ? "" : "perhaps " + Words.values(maybe);
        if (values == 0) {
            return maybe == 0 ? "no value that was found" : perhaps;
        }
        long tables = columns.stream().map(column -> column.column().table()).distinct().count();
        String what = tables == columns.size() ? Words.rows(values) : Words.values(values);
        return what
                + " in "
                + tables
                + (tables == 1 ? " table" : " tables")
                + (maybe == 0 ? "" : ", " + perhaps + " more");
    }

    /// Whether the words take a verb in the singular.
    boolean isSingular() {
        return values + maybe <= 1;
    }
}
