package io.keymend.aws.tables;

import io.keymend.aws.api.DataApi;
import io.keymend.aws.tables.TableShape.Candidate;
import io.keymend.evidence.RowKey;

import software.amazon.awssdk.services.rdsdata.model.BadRequestException;
import software.amazon.awssdk.services.rdsdata.model.DatabaseErrorException;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.RdsDataException;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Reads, page by page in the order of the primary key, the beginnings of those values of a column
/// that the database cannot tell apart.
///
/// An answer of the Data API has at most 1 MiB and a row 64 KB
/// (docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.limitations.html). Pages grow
/// while answers stay far below that, and shrink when one is refused.
final class ColumnPages {
    /// Characters or bytes read of each value.
    static final int READ = 2_048;

    private static final int FIRST_PAGE = 200;
    private static final int LARGEST_PAGE = 5_000;
    private static final int SMALL_ANSWER = 256 * 1024;

    private final DataApi database;
    private final TableText table;
    private final Candidate column;
    private final String where;
    private final List<SqlParameter> known;
    private int page = FIRST_PAGE;

    /// @param where which rows are read
    /// @param known the parameters in it
    ColumnPages(
            DataApi database,
            TableText table,
            Candidate column,
            String where,
            List<SqlParameter> known) {
        this.database = database;
        this.table = table;
        this.column = column;
        this.where = where;
        this.known = known;
    }

    /// Reads all of them.
    ///
    /// @throws Uncountable where time runs out, and where pages of this table cannot be told apart
    void read(Consumer<StoredValue> reader, BooleanSupplier timeIsUp) {
        List<StoredValue> values = next(null);
        values.forEach(reader);
        while (values.size() == page) {
            if (!table.isPageable()) {
                throw new Uncountable(
                        "column "
                                + column.name()
                                + " must be read row by row, and the table has no primary key to"
                                + " read it by");
            }
            if (timeIsUp.getAsBoolean()) {
                throw new Uncountable("no time was left to read column " + column.name());
            }
            RowKey last = values.getLast().key();
            grow(values);
            values = next(last);
            values.forEach(reader);
        }
    }

    private void grow(List<StoredValue> values) {
        long size = values.stream().mapToLong(StoredValue::size).sum();
        if (size < SMALL_ANSWER && page < LARGEST_PAGE) {
            page = Math.min(LARGEST_PAGE, 2 * page);
        }
    }

    private List<StoredValue> next(@org.jspecify.annotations.Nullable RowKey after) {
        while (true) {
            try {
                return ask(after);
            } catch (BadRequestException | DatabaseErrorException e) {
                if (!isTooLarge(e) || page == 1) {
                    throw e;
                }
                page = Math.max(1, page / 4);
            }
        }
    }

    private static boolean isTooLarge(RdsDataException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("size limit");
    }

    private List<StoredValue> ask(@org.jspecify.annotations.Nullable RowKey after) {
        List<SqlParameter> parameters = new ArrayList<>(known);
        if (after != null) {
            parameters.addAll(keyParameters(after));
        }
        return database.query(sql(after != null), parameters.toArray(SqlParameter[]::new)).stream()
                .map(this::value)
                .toList();
    }

    static List<SqlParameter> keyParameters(RowKey key) {
        List<SqlParameter> parameters = new ArrayList<>();
        for (String value : key.values()) {
            parameters.add(DataApi.text("k" + parameters.size(), value));
        }
        return parameters;
    }

    private String sql(boolean further) {
        Dialect dialect = table.dialect();
        String value = table.value(column);
        String token =
                column.bytes()
                        ? "NULL"
                        : "CASE WHEN "
                                + dialect.length(value)
                                + " > "
                                + READ
                                + " THEN "
                                + dialect.token(value)
                                + " END";
        String columns =
                Stream.of(
                                dialect.first(value, column.bytes(), READ),
                                dialect.length(value),
                                token,
                                table.keyTexts())
                        .filter(text -> !text.isEmpty())
                        .collect(java.util.stream.Collectors.joining(", "));
        String order = table.isPageable() ? " ORDER BY " + table.order("") : "";
        return "SELECT "
                + columns
                + " FROM "
                + table.from()
                + " WHERE "
                + where
                + (further ? " AND " + table.after() : "")
                + order
                + " LIMIT "
                + page;
    }

    private StoredValue value(List<Field> row) {
        return new StoredValue(
                row.get(0),
                row.get(1).longValue(),
                row.get(2).stringValue(),
                new RowKey(row.subList(3, row.size()).stream().map(Field::stringValue).toList()));
    }
}
