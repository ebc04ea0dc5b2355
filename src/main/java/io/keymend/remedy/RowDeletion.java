package io.keymend.remedy;

import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.Sealer;
import io.keymend.install.Install;
import io.keymend.profile.Profile;
import io.keymend.profile.SealedLocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The last resort: deleting the rows that the current key did not seal, table by table, as
/// statements for a person.
///
/// Rows of an unresolved sealer are never in them, nor those of a place that the profile forbids to
/// touch.
final class RowDeletion {
    private final SqlText sql;
    private final Profile profile;
    private final Evidence evidence;
    private final List<String> notes = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();

    private RowDeletion(Install current, Profile profile, Evidence evidence) {
        this.sql = new SqlText(current.database().engine());
        this.profile = profile;
        this.evidence = evidence;
    }

    /// Nothing where no stale row was found.
    static Optional<Remedy> of(Install current, Profile profile, Evidence evidence) {
        RowDeletion deletion = new RowDeletion(current, profile, evidence);
        deletion.notes.add(
                "Last resort: only when the old key cannot be brought back, and after a snapshot of"
                        + " the database.");
        evidence.columns().forEach(deletion::column);
        return deletion.statements.isEmpty() && deletion.notes.size() == 1
                ? Optional.empty()
                : Optional.of(deletion.remedy());
    }

    private Remedy remedy() {
        List<String> all = new ArrayList<>();
        if (!statements.isEmpty()) {
            all.add("BEGIN;");
            all.addAll(statements);
            all.add("-- compare the counts, then COMMIT; otherwise ROLLBACK;");
        }
        return new Remedy("Delete the rows", Loss.ROW, notes, all);
    }

    private void column(ColumnCensus column) {
        List<SealedGroup> stale = column.groups().stream().filter(this::isStale).toList();
        if (stale.isEmpty()) {
            return;
        }
        Optional<SealedLocation> place =
                profile.location(column.column().table().table(), column.column().column());
        if (place.isPresent() && place.get().ifDeleted() == SealedLocation.IfDeleted.FORBIDDEN) {
            notes.add("WARNING " + column.column().table() + ": " + place.get().warning());
            return;
        }
        notes.add(column.column() + ": " + cost(place));
        if (column.keyColumns().isEmpty()) {
            notes.add(
                    column.column().table()
                            + " has no primary key, so its rows cannot be named one by one.");
            return;
        }
        stale.forEach(group -> statement(column, group));
    }

    private static String cost(Optional<SealedLocation> place) {
        if (place.isEmpty()) {
            return "no profile names it, so nobody knows what hangs on its rows; recreate them in"
                    + " the product instead.";
        }
        return switch (place.get().ifDeleted()) {
            case RECREATED -> "the product makes the row anew. " + place.get().warning();
            case LOST -> "what the rows held has to be entered again. " + place.get().warning();
            case FORBIDDEN ->
                    throw new IllegalStateException(
                            "a forbidden place has no cost: " + place.get().table());
        };
    }

    private void statement(ColumnCensus column, SealedGroup group) {
        int listed = group.first().size();
        String more =
                listed < group.rows()
                        ? "; the first "
                                + listed
                                + " of "
                                + group.rows()
                                + ", run again for the rest"
                        : "";
        statements.add(sql.delete(column, group) + " -- expect " + listed + more);
    }

    private boolean isStale(SealedGroup group) {
        return switch (evidence.sealer(group)) {
            case Sealer.Other _, Sealer.Foreign _ -> true;
            case Sealer.Current _, Sealer.Unresolved _ -> false;
        };
    }
}
