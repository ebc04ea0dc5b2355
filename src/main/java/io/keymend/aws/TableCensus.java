package io.keymend.aws;

import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.ColumnName;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.SealedGroup;
import io.keymend.profile.Profile;
import io.keymend.seal.Encoding;
import io.keymend.seal.KmsBlob;
import io.keymend.seal.SealedValue;

import software.amazon.awssdk.services.rdsdata.model.Field;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Looks at one table: which of its columns hold sealed values, how many by which fingerprint, and
/// in which rows.
final class TableCensus {
    /// Rows looked at from each end of the primary key to see whether a column holds seals.
    private static final int SAMPLE = 1_000;

    /// Columns looked at in one statement, which may have 65,536 characters
    /// (docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ExecuteStatement.html).
    private static final int AT_ONCE = 30;

    /// More key materials in one column than any product uses; the count would no longer fit an
    /// answer of the Data API.
    private static final int MOST_MARKS = 1_000;

    /// Row keys fetched for each group.
    private static final int KEYS = 100;

    /// Values fetched to find one whole blob for a probe.
    private static final int PROBES = 5;

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
                case Mark.Blob blob -> groups.add(group(column, blob, count));
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

    private SealedGroup group(TableShape.Candidate column, Mark.Blob blob, long rows) {
        return new SealedGroup(
                blob.fingerprint(),
                blob.encoding(),
                rows,
                keys(column, blob),
                sample(column, blob));
    }

    private List<RowKey> keys(TableShape.Candidate column, Mark.Blob blob) {
        if (table.key().isEmpty()) {
            return List.of();
        }
        String keys =
                IntStream.range(0, table.key().size())
                        .mapToObj(this::keyText)
                        .collect(Collectors.joining(", "));
        String sql =
                "SELECT "
                        + keys
                        + " FROM "
                        + from()
                        + " WHERE "
                        + mark(column)
                        + " = :mark ORDER BY "
                        + keyOrder(" ASC")
                        + " LIMIT "
                        + KEYS;
        return database.query(sql, DataApi.text("mark", blob.text())).stream()
                .map(row -> new RowKey(row.stream().map(Field::stringValue).toList()))
                .toList();
    }

    /// Under a name of its own: ordering by the key must mean the column, not its text.
    private String keyText(int place) {
        KeyColumn key = table.key().get(place);
        return dialect.keyText(dialect.name(key.name()), key.binary()) + " AS keymend_key_" + place;
    }

    private Optional<SealedValue> sample(TableShape.Candidate column, Mark.Blob blob) {
        String value = dialect.name(column.name());
        String sql =
                "SELECT "
                        + value
                        + " FROM "
                        + from()
                        + " WHERE "
                        + mark(column)
                        + " = :mark AND length("
                        + value
                        + ") <= 12288 LIMIT "
                        + PROBES;
        return database.query(sql, DataApi.text("mark", blob.text())).stream()
                .flatMap(row -> bytes(row.getFirst(), blob.encoding()).stream())
                .filter(bytes -> KmsBlob.parse(bytes) instanceof KmsBlob.Parsed.Blob)
                .map(SealedValue::new)
                .findFirst();
    }

    /// A text may end with the line break of the tool that wrote it.
    private static Optional<byte[]> bytes(Field value, Encoding encoding) {
        try {
            return Optional.of(
                    switch (encoding) {
                        case BYTES -> value.blobValue().asByteArray();
                        case BASE64 -> Base64.getDecoder().decode(value.stringValue().strip());
                        case HEX -> HexFormat.of().parseHex(value.stringValue().strip());
                    });
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
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
