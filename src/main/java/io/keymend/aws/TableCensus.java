package io.keymend.aws;

import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.ColumnName;
import io.keymend.evidence.SealedGroup;
import io.keymend.profile.Profile;

import software.amazon.awssdk.services.rdsdata.model.Field;

import java.util.ArrayList;
import java.util.List;
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
    private static final int MOST_MARKS = 1_000;

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
                                        + mark(column)
                                        + " NOT IN ('-', '?') THEN 1 END)")
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
        List<List<Field>> marks =
                database.query(
                        "SELECT "
                                + mark(column)
                                + " AS mark, count(*) FROM "
                                + from()
                                + " GROUP BY 1 ORDER BY 2 DESC LIMIT "
                                + (MOST_MARKS + 1));
        if (marks.size() > MOST_MARKS) {
            throw new TooManyMarks(
                    "column " + column.name() + " has more than " + MOST_MARKS + " fingerprints");
        }
        long rows = 0;
        long empty = 0;
        List<SealedGroup> groups = new ArrayList<>();
        for (List<Field> row : marks) {
            long count = row.get(1).longValue();
            rows += count;
            switch (Mark.read(row.get(0).stringValue())) {
                case Mark.Null() -> empty += count;
                case Mark.Plain() -> {}
                case Mark.Blob(var encoding, var fingerprint) ->
                        groups.add(new SealedGroup(fingerprint, encoding, count, List.of()));
            }
        }
        return new ColumnCensus(
                new ColumnName(table.name(), column.name()),
                profile.location(table.name().table(), column.name()).isPresent(),
                table.key(),
                rows,
                empty,
                groups);
    }

    private String mark(TableShape.Candidate column) {
        return dialect.mark(dialect.name(column.name()), column.bytes());
    }

    private String from() {
        return dialect.name(table.name().schema()) + "." + dialect.name(table.name().table());
    }

    private String keyOrder(String direction) {
        return table.key().stream()
                .map(key -> dialect.name(key.name()) + direction)
                .collect(Collectors.joining(", "));
    }

    /// A column whose fingerprints cannot be counted in one answer.
    static final class TooManyMarks extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyMarks(String message) {
            super(message);
        }
    }
}
