package io.keymend.remedy;

import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyColumn;
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
import java.util.stream.Stream;

/// The last resort: deleting the rows that the current key did not seal, one statement a table, for
/// a person.
///
/// Rows of an unresolved sealer are never in them, nor those of a table where the profile forbids
/// it for any column, nor those of an unknown key in a column that no profile names.
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
                                        .filter(group -> isOffered(column, evidence.sealer(group)))
                                        .filter(group -> !group.isReadRowByRow())
                                        .toList()))
                .filter(stale -> !stale.groups.isEmpty())
                .collect(
                        Collectors.groupingBy(
                                stale -> stale.column.column().table(),
                                LinkedHashMap::new,
                                Collectors.toList()));
    }

    /// A key that is on no record may be another product's in the same database, so its rows are
    /// offered only where the product's own profile names the column.
    private static boolean isOffered(ColumnCensus column, Sealer sealer) {
        return switch (sealer) {
            case Sealer.Other _ -> true;
            case Sealer.Foreign _ -> column.named();
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
        Optional<SealedLocation> forbidden = forbidden(table);
        if (forbidden.isPresent()) {
            notes.add("WARNING " + table + ": " + forbidden.get().warning());
            return;
        }
        columns.forEach(
                stale -> notes.add(stale.column.column() + ": " + cost(place(stale.column))));
        if (alsoHoldsOthers(table, columns)) {
            notes.add(
                    table
                            + ": some of these rows may hold other sealed values that still open;"
                            + " they go with them.");
        }
        if (names(table, columns).allMatch(sql::isNameable)) {
            statements.add(statement(table, columns));
        } else {
            notes.add(table + ": a name in it cannot be shown as it is, so no statement is given.");
        }
    }

    /// The entry that forbids deleting from a table, whichever of its columns it is about.
    private Optional<SealedLocation> forbidden(TableName table) {
        return profile.locations().stream()
                .filter(place -> place.table().equals(table.table()))
                .filter(place -> place.ifDeleted() == IfDeleted.FORBIDDEN)
                .findFirst();
    }

    /// Whether a row that is stale in one column may hold a value in another that is not.
    private boolean alsoHoldsOthers(TableName table, List<StaleColumn> columns) {
        return evidence.columns().stream()
                .filter(column -> column.column().table().equals(table))
                .filter(column ->
                        column.groups().stream()
                                .anyMatch(group -> !isOffered(column, evidence.sealer(group))))
                .anyMatch(column ->
                        columns.stream()
                                .anyMatch(stale -> !stale.column.column().equals(column.column())));
    }

    private static Stream<String> names(TableName table, List<StaleColumn> columns) {
        return Stream.concat(
                Stream.of(table.schema(), table.table()),
                columns.stream()
                        .flatMap(stale ->
                                Stream.concat(
                                        Stream.of(stale.column.column().column()),
                                        stale.column.keyColumns().stream().map(KeyColumn::name))));
    }

    private Optional<SealedLocation> place(ColumnCensus column) {
        return profile.location(column.column().table().table(), column.column().column());
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
    private String expected(List<StaleColumn> columns) {
        List<SealedGroup> groups =
                columns.stream().flatMap(stale -> stale.groups.stream()).toList();
        if (groups.stream().allMatch(sql::isListed)) {
            Set<RowKey> distinct = new HashSet<>();
            groups.forEach(group -> distinct.addAll(group.first()));
            return rows(distinct.size());
        }
        long most = columns.stream().mapToLong(RowDeletion::rows).sum();
        long least = columns.stream().mapToLong(RowDeletion::rows).max().orElse(0);
        return least == most ? rows(most) : least + " to " + rows(most);
    }

    /// A row has one value in a column, so it is in one of its groups only.
    private static long rows(StaleColumn stale) {
        return stale.groups.stream().mapToLong(SealedGroup::rows).sum();
    }

    private static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }
}
