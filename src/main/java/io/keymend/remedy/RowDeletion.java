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
import io.keymend.verdict.Verdict;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The last resort, for a person: deleting the rows of keys that are proved gone, one statement a
/// table.
///
/// Nothing but [Verdict.Lost] leads here. Rows of any other sealer are never in the statements, nor
/// those of a table where the profile forbids it for any column.
final class RowDeletion {
    private final SqlText sql;
    private final Profile profile;
    private final Evidence evidence;
    private final List<String> notes = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();

    /// Whether the profile says of every column what hangs on its rows.
    private boolean known = true;

    private RowDeletion(Install current, Profile profile, Evidence evidence) {
        this.sql = new SqlText(current.database().engine());
        this.profile = profile;
        this.evidence = evidence;
    }

    /// Nothing where no stale row was found.
    static Optional<Remedy> of(Verdict.Lost lost, Profile profile, Evidence evidence) {
        RowDeletion deletion = new RowDeletion(lost.current(), profile, evidence);
        Map<TableName, List<StaleColumn>> stale = staleColumns(evidence);
        stale.forEach(deletion::table);
        return stale.isEmpty() ? Optional.empty() : Optional.of(deletion.remedy());
    }

    /// A column and its groups that lost keys sealed.
    private record StaleColumn(ColumnCensus column, List<SealedGroup> groups) {}

    private static Map<TableName, List<StaleColumn>> staleColumns(Evidence evidence) {
        return evidence.columns().stream()
                .map(column ->
                        new StaleColumn(
                                column,
                                column.groups().stream()
                                        .filter(group -> isOffered(evidence.sealer(group)))
                                        .filter(group -> !group.isReadRowByRow())
                                        .toList()))
                .filter(stale -> !stale.groups.isEmpty())
                .collect(
                        Collectors.groupingBy(
                                stale -> stale.column.column().table(),
                                LinkedHashMap::new,
                                Collectors.toList()));
    }

    private static boolean isOffered(Sealer sealer) {
        return switch (sealer) {
            case Sealer.Other _ -> true;
            case Sealer.Foreign _, Sealer.Current _, Sealer.Unresolved _ -> false;
        };
    }

    private Remedy remedy() {
        List<String> lines = new ArrayList<>();
        if (!statements.isEmpty()) {
            lines.add("BEGIN;");
            lines.addAll(statements);
            lines.add("-- Compare the counts, then COMMIT; otherwise ROLLBACK;");
        }
        return Remedy.of(Act.DELETE, "Delete the rows", known ? Loss.ROW : Loss.CASCADE)
                .needing("A snapshot of the database: nothing brings these rows back without it.")
                .noting(notes)
                .by(lines);
    }

    private void table(TableName table, List<StaleColumn> columns) {
        Optional<SealedLocation> forbidden = forbidden(table);
        if (forbidden.isPresent()) {
            notes.add("WARNING " + table + ": " + forbidden.get().warning());
            return;
        }
        for (StaleColumn stale : columns) {
            Optional<SealedLocation> place = place(stale.column);
            known &= place.isPresent();
            notes.add(stale.column.column() + ": " + cost(place));
        }
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
                                .anyMatch(group -> !isOffered(evidence.sealer(group))))
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
