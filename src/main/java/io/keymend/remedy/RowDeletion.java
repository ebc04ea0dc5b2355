package io.keymend.remedy;

import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.Sealer;
import io.keymend.evidence.TableName;
import io.keymend.install.Install;
import io.keymend.profile.Profile;
import io.keymend.profile.SealedLocation;
import io.keymend.profile.SealedLocation.IfDeleted;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The last resort: deleting the rows that the current key did not seal, one statement a table, for
/// a person.
///
/// Rows of an unresolved sealer are never in them, nor those of a table where the profile forbids
/// it for any column.
final class RowDeletion {
    private final SqlText sql;
    private final Profile profile;
    private final List<String> notes = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();

    private RowDeletion(Install current, Profile profile) {
        this.sql = new SqlText(current.database().engine());
        this.profile = profile;
    }

    /// Nothing where no stale row was found.
    static Optional<Remedy> of(Install current, Profile profile, Evidence evidence) {
        RowDeletion deletion = new RowDeletion(current, profile);
        Map<TableName, List<StaleColumn>> stale = staleColumns(evidence);
        stale.forEach(deletion::table);
        return stale.isEmpty() ? Optional.empty() : Optional.of(deletion.remedy());
    }

    /// A column and its groups that the current key did not seal.
    private record StaleColumn(ColumnCensus column, List<SealedGroup> groups) {}

    private static Map<TableName, List<StaleColumn>> staleColumns(Evidence evidence) {
        return evidence.columns().stream()
                .map(column ->
                        new StaleColumn(
                                column,
                                column.groups().stream()
                                        .filter(group -> isStale(evidence.sealer(group)))
                                        .toList()))
                .filter(stale -> !stale.groups.isEmpty())
                .collect(
                        Collectors.groupingBy(
                                stale -> stale.column.column().table(),
                                LinkedHashMap::new,
                                Collectors.toList()));
    }

    private static boolean isStale(Sealer sealer) {
        return switch (sealer) {
            case Sealer.Other _, Sealer.Foreign _ -> true;
            case Sealer.Current _, Sealer.Unresolved _ -> false;
        };
    }

    private Remedy remedy() {
        List<String> lines = new ArrayList<>();
        if (!statements.isEmpty()) {
            lines.add("BEGIN;");
            lines.addAll(statements);
            lines.add("-- Compare the counts, then COMMIT; otherwise ROLLBACK;");
        }
        notes.addFirst(
                "Last resort: only when the old key cannot be brought back, and after a snapshot of"
                        + " the database.");
        return new Remedy("Delete the rows", Loss.ROW, notes, lines);
    }

    private void table(TableName table, List<StaleColumn> columns) {
        for (StaleColumn stale : columns) {
            Optional<SealedLocation> place = place(stale.column);
            notes.add(
                    place.filter(RowDeletion::isForbidden).isPresent()
                            ? "WARNING " + table + ": " + place.get().warning()
                            : stale.column.column() + ": " + cost(place));
        }
        if (columns.stream()
                .noneMatch(stale ->
                        place(stale.column).filter(RowDeletion::isForbidden).isPresent())) {
            statements.add(statement(table, columns));
        }
    }

    private Optional<SealedLocation> place(ColumnCensus column) {
        return profile.location(column.column().table().table(), column.column().column());
    }

    private static boolean isForbidden(SealedLocation place) {
        return place.ifDeleted() == IfDeleted.FORBIDDEN;
    }

    private static String cost(Optional<SealedLocation> place) {
        return place.map(
                        known -> {
                            String lost =
                                    known.ifDeleted() == IfDeleted.RECREATED
                                            ? "the product makes the row anew. "
                                            : "what the rows held has to be entered again. ";
                            return lost + known.warning();
                        })
                .orElse(
                        "no profile names it, so nobody knows what hangs on its rows; recreate them"
                                + " in the product instead.");
    }

    private String statement(TableName table, List<StaleColumn> columns) {
        List<String> conditions =
                columns.stream()
                        .flatMap(stale ->
                                stale.groups.stream()
                                        .map(group -> sql.condition(stale.column, group)))
                        .toList();
        String where =
                conditions.size() == 1
                        ? conditions.getFirst()
                        : conditions.stream().collect(Collectors.joining(")\n   OR (", "(", ")"));
        return "DELETE FROM "
                + sql.table(table)
                + "\n WHERE "
                + where
                + "\n; -- expect "
                + expected(columns);
    }

    /// A row whose columns are stale in two places is deleted once.
    private static String expected(List<StaleColumn> columns) {
        List<SealedGroup> groups =
                columns.stream().flatMap(stale -> stale.groups.stream()).toList();
        if (groups.size() == 1) {
            return rows(groups.getFirst().rows());
        }
        if (groups.stream().allMatch(SqlText::isListed)) {
            Set<RowKey> distinct = new HashSet<>();
            groups.forEach(group -> distinct.addAll(group.first()));
            return rows(distinct.size());
        }
        long most = groups.stream().mapToLong(SealedGroup::rows).sum();
        long least = groups.stream().mapToLong(SealedGroup::rows).max().orElse(0);
        return least + " to " + rows(most);
    }

    private static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }
}
