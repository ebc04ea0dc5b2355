package io.keymend.aws.tables;

import io.keymend.aws.api.DataApi;
import io.keymend.aws.tables.TableShape.Candidate;
import io.keymend.profile.Profile;
import io.keymend.seal.Seal;
import io.keymend.seal.SealReader;

import software.amazon.awssdk.services.rdsdata.model.Field;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds the columns of a table that hold sealed values, by a sample of its first and last rows.
///
/// The database says which columns hold KMS blobs, and which hold values long enough to carry one.
/// Of the latter a few beginnings are read. A column that the profile names is counted whatever its
/// sample shows.
final class SealedColumns {
    /// Columns looked at in one statement, which may have 65,536 characters
    /// (docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ExecuteStatement.html).
    private static final int AT_ONCE = 30;

    /// Columns of which beginnings are read in one statement, whose answer may have 1 MiB.
    private static final int READ_AT_ONCE = 6;

    /// Beginnings read from each end of the sample.
    private static final int READ = 15;

    private static final int CHARACTERS = 1_024;

    /// The shortest blob in bytes; nothing shorter carries one.
    private static final int SHORTEST = 135;

    private final DataApi database;
    private final TableText table;
    private final Profile profile;

    SealedColumns(DataApi database, TableText table, Profile profile) {
        this.database = database;
        this.table = table;
        this.profile = profile;
    }

    /// What the sample showed.
    ///
    /// @param columns in the table's order
    /// @param small whether the sample holds the whole table
    record Found(List<Candidate> columns, boolean small) {}

    Found find() {
        List<Candidate> all = table.table().candidates();
        Set<Candidate> sealed = new HashSet<>();
        List<Candidate> unsure = new ArrayList<>();
        boolean small = true;
        for (List<Candidate> some : batches(all, AT_ONCE)) {
            small = count(some, sealed, unsure);
        }
        batches(unsure, READ_AT_ONCE).forEach(some -> read(some, sealed));
        return new Found(
                all.stream()
                        .filter(column -> sealed.contains(column) || isNamedExactly(column))
                        .toList(),
                small);
    }

    private static List<List<Candidate>> batches(List<Candidate> all, int size) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + size)
                .mapToObj(from -> all.subList(from, Math.min(from + size, all.size())))
                .toList();
    }

    private boolean isNamedExactly(Candidate column) {
        return profile.location(table.table().name().table(), column.name())
                .flatMap(location -> location.column())
                .isPresent();
    }

    /// Answers whether the sample holds the whole table.
    private boolean count(List<Candidate> columns, Set<Candidate> sealed, List<Candidate> unsure) {
        List<Field> counts = database.query(countSql(columns)).getFirst();
        for (int i = 0; i < columns.size(); i++) {
            if (counts.get(1 + 2 * i).longValue() > 0) {
                sealed.add(columns.get(i));
            } else if (counts.get(2 + 2 * i).longValue() > 0) {
                unsure.add(columns.get(i));
            }
        }
        return counts.getFirst().longValue() < 2L * TableText.SAMPLE;
    }

    private String countSql(List<Candidate> columns) {
        Dialect dialect = table.dialect();
        String counts =
                columns.stream()
                        .map(column -> {
                            String value = "v" + columns.indexOf(column);
                            return ", count(CASE WHEN "
                                    + dialect.isSealed(value, column.bytes())
                                    + " THEN 1 END), count(CASE WHEN "
                                    + dialect.length(value)
                                    + " >= "
                                    + SHORTEST
                                    + " THEN 1 END)";
                        })
                        .collect(Collectors.joining());
        List<String> values =
                IntStream.range(0, columns.size())
                        .mapToObj(place -> table.value(columns.get(place)) + " AS v" + place)
                        .toList();
        return "SELECT count(*)" + counts + " FROM (" + table.sampled(values) + ") AS sampled";
    }

    private void read(List<Candidate> columns, Set<Candidate> sealed) {
        String sql =
                IntStream.range(0, columns.size())
                        .mapToObj(place -> readSql(columns.get(place), place))
                        .collect(Collectors.joining(" UNION ALL "));
        for (List<Field> row : database.query(sql)) {
            Candidate column = columns.get(row.getFirst().longValue().intValue());
            if (!sealed.contains(column) && isSealed(row)) {
                sealed.add(column);
            }
        }
    }

    private static boolean isSealed(List<Field> row) {
        byte[] beginning = HexFormat.of().parseHex(row.get(1).stringValue());
        return row.get(2).longValue() > 0
                || SealReader.read(beginning).seals().stream()
                        .map(Seal::fingerprint)
                        .anyMatch(Objects::nonNull);
    }

    private String readSql(Candidate column, int place) {
        return table.ends(table.value(column) + " AS v").stream()
                .map(rows ->
                        "(SELECT %d AS place, %s AS beginning, %s AS token FROM (%s) AS s WHERE %s >= %d LIMIT %d)"
                                .formatted(
                                        place,
                                        table.dialect().firstHex("v", column.bytes(), CHARACTERS),
                                        hasToken(column),
                                        rows,
                                        table.dialect().length("v"),
                                        SHORTEST,
                                        READ))
                .collect(Collectors.joining(" UNION ALL "));
    }

    private String hasToken(Candidate column) {
        Dialect dialect = table.dialect();
        return column.bytes()
                ? "0"
                : "CASE WHEN %s > %d AND %s IS NOT NULL THEN 1 ELSE 0 END"
                        .formatted(dialect.length("v"), CHARACTERS, dialect.token("v"));
    }
}
