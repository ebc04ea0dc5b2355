package io.keymend.aws.tables;

import io.keymend.aws.tables.TableShape.Candidate;
import io.keymend.aws.tables.TableShape.KeyPart;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A table, and the parts of statements about it.
record TableText(Dialect dialect, TableShape table) {
    /// Rows looked at from each end of the primary key.
    static final int SAMPLE = 1_000;

    String from() {
        return dialect.name(table.name().schema()) + "." + dialect.name(table.name().table());
    }

    String value(Candidate column) {
        return dialect.value(column);
    }

    /// The first and the last rows by primary key; any rows where the table has none. In a table
    /// with fewer rows than that, some are among both.
    String sampled(List<String> values) {
        return String.join(" UNION ALL ", ends(String.join(", ", values)));
    }

    /// The same as one query for each end.
    List<String> ends(String values) {
        String rows = "SELECT " + values + " FROM " + from();
        return table.keyParts().isEmpty()
                ? List.of("(" + rows + " LIMIT " + 2 * SAMPLE + ")")
                : List.of(end(rows, " ASC"), end(rows, " DESC"));
    }

    private String end(String rows, String direction) {
        return "(" + rows + " ORDER BY " + order(direction) + " LIMIT " + SAMPLE + ")";
    }

    String order(String direction) {
        return table.keyParts().stream()
                .map(part -> dialect.name(part.name()) + direction)
                .collect(Collectors.joining(", "));
    }

    /// The key columns as text, under names of their own: ordering by the key must mean the column,
    /// not its text.
    String keyTexts() {
        List<KeyPart> key = table.keyParts();
        return IntStream.range(0, key.size())
                .mapToObj(place ->
                        dialect.keyText(
                                        dialect.name(key.get(place).name()),
                                        key.get(place).column().binary())
                                + " AS keymend_key_"
                                + place)
                .collect(Collectors.joining(", "));
    }

    /// Whether rows can be asked for in the order of the key, from any row on.
    boolean isPageable() {
        return !table.keyParts().isEmpty()
                && table.keyParts().stream().noneMatch(part -> part.type().isEmpty());
    }

    /// The rows after the one whose key is `:k0`, `:k1` and so on.
    ///
    /// The first part is compared twice, so that an engine can use its index for rows.
    String after() {
        String first = compared(0, " >= ");
        return "(" + first + " AND (" + after(0) + "))";
    }

    private String after(int place) {
        String greater = compared(place, " > ");
        return place == table.keyParts().size() - 1
                ? greater
                : greater + " OR (" + compared(place, " = ") + " AND (" + after(place + 1) + "))";
    }

    /// The row whose key is `:k0`, `:k1` and so on.
    String same() {
        return IntStream.range(0, table.keyParts().size())
                .mapToObj(place -> compared(place, " = "))
                .collect(Collectors.joining(" AND "));
    }

    /// The rows whose one-part keys are the parameters `:r0`, `:r1` and so on.
    String among(int count) {
        KeyPart part = table.keyParts().getFirst();
        return IntStream.range(0, count)
                .mapToObj(place -> dialect.keyValue(part, "r" + place))
                .collect(Collectors.joining(", ", dialect.name(part.name()) + " IN (", ")"));
    }

    private String compared(int place, String operator) {
        KeyPart part = table.keyParts().get(place);
        return dialect.name(part.name()) + operator + dialect.keyValue(part, "k" + place);
    }
}
