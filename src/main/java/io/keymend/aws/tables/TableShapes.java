package io.keymend.aws.tables;

import io.keymend.aws.api.DataApi;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.TableName;

import software.amazon.awssdk.services.rdsdata.model.Field;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads which tables and columns a database has.
final class TableShapes {
    private static final int PAGE = 2_000;

    private final DataApi database;
    private final Dialect dialect;

    TableShapes(DataApi database, Dialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    List<TableShape> all() {
        Map<TableName, List<Column>> columns = new LinkedHashMap<>();
        int read;
        int skip = 0;
        do {
            List<List<Field>> page =
                    database.query(dialect.columns(), DataApi.number("skip", skip));
            page.forEach(row ->
                    columns.computeIfAbsent(
                                    new TableName(
                                            row.get(0).stringValue(), row.get(1).stringValue()),
                                    _ -> new ArrayList<>())
                            .add(Column.read(row)));
            read = page.size();
            skip += read;
        } while (read == PAGE);
        return columns.entrySet().stream()
                .map(table -> shape(table.getKey(), table.getValue()))
                .filter(table -> !table.candidates().isEmpty())
                .toList();
    }

    private static TableShape shape(TableName name, List<Column> columns) {
        return new TableShape(
                name,
                columns.stream()
                        .filter(column -> column.keyPlace() > 0)
                        .sorted(Comparator.comparingLong(Column::keyPlace))
                        .map(Column::asKey)
                        .toList(),
                columns.stream().flatMap(column -> column.asCandidate().stream()).toList());
    }

    private record Column(String name, String kind, long keyPlace, String type) {
        static Column read(List<Field> row) {
            return new Column(
                    row.get(2).stringValue(),
                    row.get(3).stringValue(),
                    row.get(4).longValue(),
                    row.get(5).stringValue());
        }

        TableShape.KeyPart asKey() {
            return new TableShape.KeyPart(new KeyColumn(name, kind.equals("bytes")), type);
        }

        Optional<TableShape.Candidate> asCandidate() {
            return switch (kind) {
                case "text" -> Optional.of(new TableShape.Candidate(name, TableShape.Kind.TEXT));
                case "bytes" -> Optional.of(new TableShape.Candidate(name, TableShape.Kind.BYTES));
                case "json" -> Optional.of(new TableShape.Candidate(name, TableShape.Kind.JSON));
                default -> Optional.empty();
            };
        }
    }
}
