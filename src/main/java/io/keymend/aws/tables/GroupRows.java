package io.keymend.aws.tables;

import io.keymend.aws.api.DataApi;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.TableInspector.Sample;
import io.keymend.seal.Encoding;
import io.keymend.seal.SealedValue;

import software.amazon.awssdk.services.rdsdata.model.Field;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The rows behind one group of a census: their keys, and one of their values.
final class GroupRows {
    /// Row keys fetched for a group.
    private static final int KEYS = 100;

    /// Values fetched to find one whole blob.
    private static final int PROBES = 5;

    private final DataApi database;
    private final Dialect dialect;
    private final ColumnCensus column;
    private final SealedGroup group;

    GroupRows(DataApi database, Dialect dialect, ColumnCensus column, SealedGroup group) {
        this.database = database;
        this.dialect = dialect;
        this.column = column;
        this.group = group;
    }

    /// The first rows by primary key.
    List<RowKey> keys() {
        List<KeyColumn> key = column.keyColumns();
        if (key.isEmpty()) {
            return List.of();
        }
        String keys =
                IntStream.range(0, key.size())
                        .mapToObj(place -> keyText(key.get(place), place))
                        .collect(Collectors.joining(", "));
        String order =
                key.stream()
                        .map(part -> dialect.name(part.name()))
                        .collect(Collectors.joining(", "));
        return query(keys, " ORDER BY " + order + " LIMIT " + KEYS).stream()
                .map(row -> new RowKey(row.stream().map(Field::stringValue).toList()))
                .toList();
    }

    /// Under a name of its own: ordering by the key must mean the column, not its text.
    private String keyText(KeyColumn key, int place) {
        return dialect.keyText(dialect.name(key.name()), key.binary()) + " AS keymend_key_" + place;
    }

    /// One whole blob among the first few values.
    Sample sample() {
        return query(dialect.name(column.column().column()), " LIMIT " + PROBES).stream()
                .map(row -> new StoredValue(row.getFirst(), 0, null, new RowKey(List.of())))
                .flatMap(value -> blob(value.read()).stream())
                .findFirst()
                .<Sample>map(Sample.Whole::new)
                .orElseGet(() -> new Sample.None("none of the first values is a whole KMS blob"));
    }

    private static Optional<SealedValue> blob(StoredValue.Read read) {
        return read.value().seals().stream().findFirst().flatMap(read::blob);
    }

    private Encoding encoding() {
        return group.encoding()
                .orElseThrow(() -> new IllegalArgumentException("only reading finds these rows"));
    }

    private List<List<Field>> query(String columns, String tail) {
        String value = dialect.name(column.column().column());
        String table =
                dialect.name(column.column().table().schema())
                        + "."
                        + dialect.name(column.column().table().table());
        return database.query(
                "SELECT "
                        + columns
                        + " FROM "
                        + table
                        + " WHERE "
                        + dialect.hasMark(value, encoding())
                        + tail,
                DataApi.text("mark", mark()));
    }

    private String mark() {
        return switch (encoding()) {
            case BASE64 -> group.fingerprint().base64Middle();
            case HEX, BYTES -> group.fingerprint().hex();
        };
    }
}
