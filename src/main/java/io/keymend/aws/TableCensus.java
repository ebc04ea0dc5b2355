package io.keymend.aws;

import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.ColumnName;
import io.keymend.evidence.SealedGroup;
import io.keymend.profile.Profile;

import software.amazon.awssdk.services.rdsdata.model.Field;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Looks at one table: which of its columns hold sealed values, and how many by which fingerprint.
final class TableCensus {
    /// Rows looked at from each end of the primary key to see whether a column holds seals.
    private static final int SAMPLE = 1_000;

    /// Columns looked at in one statement, which may have 65,536 characters
    /// (docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ExecuteStatement.html).
    private static final int AT_ONCE = 30;

    /// More key materials in one column than any product uses; the count would no longer fit an
    /// answer of the Data API.
    private static final int MOST_BEGINNINGS = 1_000;

    private final DataApi database;
    private final Dialect dialect;
    private final Profile profile;
    private final TableShape table;

    TableCensus(DataApi database, Dialect dialect, Profile profile, TableShape table) {
        this.database = database;
        this.dialect = dialect;
        this.profile = profile;
        this.table = table;
    }

    /// The census of each column that holds sealed values, in the table's order.
    List<ColumnCensus> take() {
        return sealedColumns().stream().map(this::census).toList();
    }

    private List<TableShape.Candidate> sealedColumns() {
        List<TableShape.Candidate> all = table.candidates();
        return IntStream.iterate(0, from -> from < all.size(), from -> from + AT_ONCE)
                .mapToObj(from -> all.subList(from, Math.min(from + AT_ONCE, all.size())))
                .flatMap(this::sealedAmong)
                .toList();
    }

    private Stream<TableShape.Candidate> sealedAmong(List<TableShape.Candidate> columns) {
        List<Field> counts = database.query(sampleSql(columns)).getFirst();
        return IntStream.range(0, columns.size())
                .filter(i -> counts.get(i).longValue() > 0 || isNamedExactly(columns.get(i)))
                .mapToObj(columns::get);
    }

    private boolean isNamedExactly(TableShape.Candidate column) {
        return profile.location(table.name().table(), column.name())
                .flatMap(location -> location.column())
                .isPresent();
    }

    private String sampleSql(List<TableShape.Candidate> columns) {
        String counts =
                columns.stream()
                        .map(column ->
                                "count(CASE WHEN "
                                        + dialect.isSealed(
                                                dialect.name(column.name()), column.bytes())
                                        + " THEN 1 END)")
                        .collect(Collectors.joining(", "));
        return "SELECT " + counts + " FROM (" + sampledRows(columns) + ") AS sampled";
    }

    private String sampledRows(List<TableShape.Candidate> columns) {
        String rows =
                "SELECT "
                        + columns.stream()
                                .map(column -> dialect.name(column.name()))
                                .collect(Collectors.joining(", "))
                        + " FROM "
                        + from();
        if (table.key().isEmpty()) {
            return rows + " LIMIT " + 2 * SAMPLE;
        }
        return "("
                + rows
                + " ORDER BY "
                + keyOrder(" ASC")
                + " LIMIT "
                + SAMPLE
                + ") UNION ALL ("
                + rows
                + " ORDER BY "
                + keyOrder(" DESC")
                + " LIMIT "
                + SAMPLE
                + ")";
    }

    private ColumnCensus census(TableShape.Candidate column) {
        List<List<Field>> beginnings =
                database.query(
                        dialect.beginnings(
                                dialect.name(column.name()),
                                column.bytes(),
                                from(),
                                MOST_BEGINNINGS + 1));
        if (beginnings.size() > MOST_BEGINNINGS) {
            throw new TooMany(
                    "column "
                            + column.name()
                            + " has values with more than "
                            + MOST_BEGINNINGS
                            + " beginnings");
        }
        Tally tally = new Tally();
        beginnings.forEach(row ->
                tally.add(
                        Beginning.read(row.get(0).stringValue(), column.bytes()),
                        row.get(1).longValue()));
        return new ColumnCensus(
                new ColumnName(table.name(), column.name()),
                profile.location(table.name().table(), column.name()).isPresent(),
                table.key(),
                tally.rows,
                tally.empty,
                tally.groups());
    }

    /// Blobs of one fingerprint begin differently by generation and operation, and hexadecimal by
    /// its case.
    private static final class Tally {
        private final Map<Beginning.Blob, Long> sealed = new LinkedHashMap<>();
        private long rows;
        private long empty;

        void add(Beginning beginning, long count) {
            rows += count;
            switch (beginning) {
                case Beginning.Null() -> empty += count;
                case Beginning.Plain() -> {}
                case Beginning.Blob blob -> sealed.merge(blob, count, Long::sum);
            }
        }

        List<SealedGroup> groups() {
            return sealed.entrySet().stream()
                    .map(blob ->
                            new SealedGroup(
                                    blob.getKey().fingerprint(),
                                    blob.getKey().encoding(),
                                    blob.getValue(),
                                    List.of()))
                    .sorted(Comparator.comparingLong(SealedGroup::rows).reversed())
                    .toList();
        }
    }

    private String from() {
        return dialect.name(table.name().schema()) + "." + dialect.name(table.name().table());
    }

    private String keyOrder(String direction) {
        return table.key().stream()
                .map(key -> dialect.name(key.name()) + direction)
                .collect(Collectors.joining(", "));
    }

    /// A column whose beginnings cannot be counted in one answer.
    static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMany(String message) {
            super(message);
        }
    }
}
