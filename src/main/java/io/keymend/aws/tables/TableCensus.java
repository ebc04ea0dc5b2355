package io.keymend.aws.tables;

import io.keymend.aws.api.DataApi;
import io.keymend.aws.tables.TableShape.Candidate;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.ColumnName;
import io.keymend.profile.Profile;

import java.util.List;
import java.util.function.BooleanSupplier;

/// Looks at one table: which of its columns hold sealed values, and how many by which key material.
///
/// The database counts the KMS blobs. What it cannot tell apart is read, beginning by beginning, so
/// that a blob in another encoding or inside a longer value is counted too.
final class TableCensus {
    private final DataApi database;
    private final TableText table;
    private final Profile profile;
    private final BooleanSupplier timeIsUp;

    TableCensus(DataApi database, TableText table, Profile profile, BooleanSupplier timeIsUp) {
        this.database = database;
        this.table = table;
        this.profile = profile;
        this.timeIsUp = timeIsUp;
    }

    /// The census of each column that holds sealed values or is named, in the table's order.
    ///
    /// @throws Uncountable where one of them cannot be counted whole
    List<ColumnCensus> take() {
        SealedColumns.Found found = new SealedColumns(database, table, profile).find();
        return found.columns().stream().map(column -> census(column, found.small())).toList();
    }

    private ColumnCensus census(Candidate column, boolean small) {
        ColumnCount count = new ColumnCount(database, table, column);
        ColumnCount.Result counted = count.count(small);
        Tally tally = counted.tally();
        if (tally.plain() > 0) {
            new ColumnPages(
                            database,
                            table,
                            column,
                            count.unsealed(counted.known()),
                            count.parameters(counted.known()))
                    .read(tally::read, timeIsUp);
        }
        return new ColumnCensus(
                new ColumnName(table.table().name(), column.name()),
                profile.location(table.table().name().table(), column.name()).isPresent(),
                table.table().key(),
                tally.rows(),
                tally.nulls(),
                tally.groups(),
                tally.others());
    }
}
