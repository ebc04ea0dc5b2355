package io.keymend.aws.tables;

import io.keymend.aws.api.DataApi;
import io.keymend.aws.tables.TableShape.Candidate;
import io.keymend.evidence.RowKey;

import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Counts the KMS blobs of one column inside the database.
///
/// Where the engine gives a sample from all over a large table, the table is counted by the
/// beginnings this shows: comparing each value with a few known ones is cheaper than grouping all
/// of them, and an engine can do it with several workers. Only what is left is grouped. Where the
/// whole table is grouped, the first row of each group is told along, and its value read by that:
/// looking for one later takes another scan for each group.
final class ColumnCount {
    /// Beginnings that one statement compares each value with.
    private static final int KNOWN = 48;

    /// The longest KMS value, in hexadecimal.
    private static final int LONGEST = 12_288;

    private static final int NULL = -1;
    private static final int BLANK = -2;
    private static final int LEFT = -3;

    private final DataApi database;
    private final TableText table;
    private final Candidate column;
    private final String value;

    ColumnCount(DataApi database, TableText table, Candidate column) {
        this.database = database;
        this.table = table;
        this.column = column;
        this.value = table.value(column);
    }

    /// How many values begin as a blob, and how.
    ///
    /// @param first the key of the first of them, where the statement tells it
    private record Counted(String hex, Beginning beginning, long rows, Optional<String> first) {}

    /// What the database counted, and which values it counted as blobs.
    record Result(Tally tally, List<Known> known) {}

    /// Values that begin like this are counted.
    record Known(Beginning.Blob blob, String hex) {}

    /// @param small whether grouping the whole table is cheap
    Result count(boolean small) {
        if (small) {
            return byGroups();
        }
        return table.dialect()
                .scattered(table.from())
                .map(this::bySample)
                .or(() -> firsts().map(this::byFirsts))
                .orElseGet(this::byGroups);
    }

    /// The statement that tells the first row of each group too, where a key of one part says so.
    private Optional<String> firsts() {
        return table.isPageable() && table.table().keyParts().size() == 1
                ? table.dialect()
                        .beginningsAndFirst(
                                value,
                                column.bytes(),
                                table.from(),
                                table.table().keyParts().getFirst(),
                                Tally.MOST_GROUPS + 1)
                : Optional.empty();
    }

    private Result byFirsts(String statement) {
        Tally tally = new Tally();
        List<Counted> counted = bounded(query(statement, List.of()));
        counted.forEach(each -> tally.counted(each.beginning, each.rows));
        List<String> first =
                counted.stream()
                        .filter(each -> each.beginning instanceof Beginning.Blob)
                        .flatMap(each -> each.first.stream())
                        .limit(KNOWN)
                        .toList();
        if (!first.isEmpty()) {
            samples(first).forEach(tally::sample);
        }
        return new Result(tally, List.of());
    }

    private List<StoredValue> samples(List<String> keys) {
        List<SqlParameter> parameters =
                IntStream.range(0, keys.size())
                        .mapToObj(place -> DataApi.text("r" + place, keys.get(place)))
                        .toList();
        return query(
                        "SELECT "
                                + value
                                + " FROM "
                                + table.from()
                                + " WHERE "
                                + table.among(keys.size()),
                        parameters)
                .stream()
                .map(row -> new StoredValue(row.getFirst(), 0, null, new RowKey(List.of())))
                .toList();
    }

    private Result byGroups() {
        Tally tally = new Tally();
        grouped(value, table.from(), List.of())
                .forEach(each -> tally.counted(each.beginning, each.rows));
        return new Result(tally, List.of());
    }

    private Result bySample(String scattered) {
        Tally tally = new Tally();
        List<Known> known = known(scattered);
        compareAll(known, tally);
        return new Result(tally, known);
    }

    private List<Known> known(String scattered) {
        List<Known> known = new ArrayList<>();
        for (Counted counted : grouped(value, scattered, List.of())) {
            if (counted.beginning instanceof Beginning.Blob blob && known.size() < KNOWN) {
                known.add(new Known(blob, counted.hex));
            }
        }
        return known;
    }

    private void compareAll(List<Known> known, Tally tally) {
        boolean left = false;
        for (List<Field> row : query(compareSql(known), parameters(known))) {
            int told = row.get(0).longValue().intValue();
            long rows = row.get(1).longValue();
            switch (told) {
                case NULL -> tally.counted(new Beginning.Null(), rows);
                case BLANK -> tally.counted(new Beginning.Blank(), rows);
                case LEFT -> left = true;
                default -> tally.counted(known.get(told).blob, rows);
            }
        }
        if (left) {
            grouped(value, table.from() + " WHERE " + rest(known), parameters(known))
                    .forEach(each -> tally.counted(each.beginning, each.rows));
        }
    }

    /// Each value is compared until it is told. Sizes are asked first: they are known without
    /// reading a large value.
    private String compareSql(List<Known> known) {
        String length = table.dialect().length(value);
        StringBuilder sql =
                new StringBuilder(
                        "SELECT told, count(*) FROM (SELECT CASE WHEN %s IS NULL THEN %d WHEN %s = 0 THEN %d WHEN %s > %d THEN %d"
                                .formatted(value, NULL, length, BLANK, length, LONGEST, LEFT));
        for (int i = 0; i < known.size(); i++) {
            sql.append(" WHEN ").append(begins(known, i)).append(" THEN ").append(i);
        }
        return sql.append(" ELSE ")
                .append(LEFT)
                .append(" END AS told FROM ")
                .append(table.from())
                .append(") AS compared GROUP BY told")
                .toString();
    }

    private List<List<Field>> query(String sql, List<SqlParameter> parameters) {
        return database.query(sql, parameters.toArray(SqlParameter[]::new));
    }

    /// The condition that leaves out NULL, empty values, and what is counted already.
    private String rest(List<Known> known) {
        StringBuilder sql =
                new StringBuilder(table.dialect().name(column.name()))
                        .append(" IS NOT NULL AND ")
                        .append(table.dialect().length(value))
                        .append(" > 0");
        for (int i = 0; i < known.size(); i++) {
            sql.append(" AND NOT ").append(begins(known, i));
        }
        return sql.toString();
    }

    /// The condition that leaves only values which no statement here counts as a blob.
    String unsealed(List<Known> known) {
        return rest(known) + " AND NOT " + table.dialect().isSealed(value, column.bytes());
    }

    private String begins(List<Known> known, int place) {
        return table.dialect().begins(value, known.get(place).blob.encoding(), "b" + place);
    }

    List<SqlParameter> parameters(List<Known> known) {
        return IntStream.range(0, known.size())
                .mapToObj(place ->
                        DataApi.text(
                                "b" + place,
                                table.dialect()
                                        .beginsWith(
                                                known.get(place).blob.encoding(),
                                                known.get(place).hex)))
                .toList();
    }

    private List<Counted> grouped(String expression, String rows, List<SqlParameter> parameters) {
        return bounded(
                query(
                        table.dialect()
                                .beginnings(
                                        expression, column.bytes(), rows, Tally.MOST_GROUPS + 1),
                        parameters));
    }

    private List<Counted> bounded(List<List<Field>> answer) {
        if (answer.size() > Tally.MOST_GROUPS) {
            throw new Uncountable(
                    "column "
                            + column.name()
                            + " has values with more than "
                            + Tally.MOST_GROUPS
                            + " beginnings");
        }
        return answer.stream()
                .map(row ->
                        new Counted(
                                row.get(0).stringValue(),
                                Beginning.read(row.get(0).stringValue(), column.bytes()),
                                row.get(1).longValue(),
                                row.size() > 2
                                        ? Optional.ofNullable(row.get(2).stringValue())
                                        : Optional.empty()))
                .toList();
    }
}
