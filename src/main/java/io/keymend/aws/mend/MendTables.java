package io.keymend.aws.mend;

import static io.keymend.aws.api.DataApi.text;

import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.TableName;
import io.keymend.mend.Action;
import io.keymend.mend.Dependant;
import io.keymend.mend.MendFailed;
import io.keymend.mend.Target;

import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a table is like, and what stands against changing its rows.
final class MendTables {
    /// A longer list of columns would not leave room for the rest of a statement of 65,536
    /// characters.
    private static final int LONGEST_IMAGE = 40_000;

    private final Asking database;
    private final MendSql sql;

    /// Whom to ask: the database, or one of its transactions.
    @FunctionalInterface
    interface Asking {
        List<List<Field>> query(String sql, SqlParameter... parameters);
    }

    MendTables(Asking database, MendSql sql) {
        this.database = database;
        this.sql = sql;
    }

    MendTable read(TableName table) {
        return new MendTable(
                table,
                database.query(sql.columns(), named(table)).stream()
                        .map(MendTables::column)
                        .toList());
    }

    private static MendColumn column(List<Field> row) {
        return new MendColumn(
                row.get(0).stringValue(),
                row.get(1).stringValue(),
                row.get(2).stringValue(),
                MendColumn.Kind.valueOf(row.get(3).stringValue()),
                flag(row.get(4)),
                flag(row.get(5)),
                Math.toIntExact(row.get(6).longValue()),
                row.get(7).stringValue(),
                row.get(8).stringValue());
    }

    /// MySQL has no booleans but numbers.
    private static boolean flag(Field field) {
        return field.booleanValue() != null
                ? field.booleanValue()
                : field.longValue() != null && field.longValue() != 0;
    }

    /// What stands against changing rows, and against putting them back.
    ///
    /// @param writing whether this user is the one to do it
    List<String> obstacles(Target target, MendTable table, boolean writing) {
        List<String> actions =
                target.action() instanceof Action.Delete
                        ? List.of("DELETE", "INSERT")
                        : List.of("UPDATE");
        return Stream.concat(
                        obstacles(table, actions, writing).stream(), column(target, table).stream())
                .map(what -> target.column().table() + ": " + what)
                .toList();
    }

    /// What stands against these actions on a table.
    List<String> obstacles(MendTable table, List<String> actions, boolean writing) {
        List<String> found = new ArrayList<>();
        if (unspeakable(table)) {
            return List.of(
                    "a name with a colon or a control character cannot be sent through the Data"
                            + " API");
        }
        database.query(sql.obstacles(actions, writing), named(table.name()))
                .forEach(row -> found.add(row.getFirst().stringValue()));
        for (MendColumn column : table.columns()) {
            if (column.kind() == MendColumn.Kind.UNKNOWN) {
                found.add("column " + column.name() + " has the type " + column.type());
            }
        }
        if (sql.image(table.stored()).length() > LONGEST_IMAGE) {
            found.add("it has too many columns for one statement");
        }
        return found;
    }

    private static List<String> column(Target target, MendTable table) {
        List<String> found = new ArrayList<>();
        List<String> key = target.key().stream().map(KeyColumn::name).toList();
        if (!table.key().stream().map(MendColumn::name).toList().equals(key)) {
            found.add("its primary key is not the planned one");
        }
        if (table.key().stream().anyMatch(MendTables::isNoKey)) {
            found.add("its primary key cannot be compared exactly");
        }
        table.column(target.column().column())
                .ifPresentOrElse(
                        column -> sealed(target, column, found),
                        () -> found.add("it has no column " + target.column().column()));
        return found;
    }

    private static boolean isNoKey(MendColumn column) {
        return switch (column.kind()) {
            case JSON, FLOAT, UNKNOWN -> true;
            case TEXT, BYTES, LABEL, BIT, PLAIN -> false;
        };
    }

    private static void sealed(Target target, MendColumn column, List<String> found) {
        if (!column.canHoldSeal()) {
            found.add("column " + column.name() + " holds neither text nor bytes");
        }
        boolean stays = target.action() instanceof Action.Delete;
        if (!stays && column.generated()) {
            found.add("column " + column.name() + " is computed by the database");
        }
        if (!stays && column.keyPlace() > 0) {
            found.add("column " + column.name() + " belongs to the primary key");
        }
    }

    private static boolean unspeakable(MendTable table) {
        return Stream.concat(
                        Stream.of(table.name().schema(), table.name().table()),
                        table.columns().stream().map(MendColumn::name))
                .anyMatch(
                        name -> name.chars().anyMatch(c -> c == ':' || Character.isISOControl(c)));
    }

    List<Dependant> dependants(TableName table) {
        Map<List<String>, List<List<Field>>> constraints = new LinkedHashMap<>();
        for (List<Field> row : database.query(sql.dependants(), named(table))) {
            List<String> constraint =
                    IntStream.range(0, 4).mapToObj(at -> row.get(at).stringValue()).toList();
            constraints.computeIfAbsent(constraint, _ -> new ArrayList<>()).add(row);
        }
        return constraints.entrySet().stream()
                .map(entry -> dependant(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Dependant dependant(List<String> constraint, List<List<Field>> columns) {
        return new Dependant(
                constraint.get(0),
                new TableName(constraint.get(1), constraint.get(2)),
                columns.stream().map(row -> row.get(4).stringValue()).toList(),
                columns.stream().map(row -> row.get(5).stringValue()).toList(),
                Dependant.OnDelete.valueOf(constraint.get(3)));
    }

    /// How many rows of a dependant refer to the rows of the parameter.
    long referring(Dependant dependant, MendTable table, String rows) {
        String refers =
                IntStream.range(0, dependant.columns().size())
                        .mapToObj(at ->
                                "c."
                                        + sql.name(dependant.columns().get(at))
                                        + " = t."
                                        + sql.name(dependant.referenced().get(at)))
                        .collect(Collectors.joining(" AND "));
        return database.query(
                        sql.with()
                                + "SELECT COUNT(*) FROM "
                                + sql.planned(table)
                                + sql.join()
                                + sql.table(table.name())
                                + " AS t ON "
                                + sql.match(table)
                                + sql.join()
                                + sql.table(dependant.table())
                                + " AS c ON "
                                + refers,
                        text("rows", rows))
                .getFirst()
                .getFirst()
                .longValue();
    }

    /// @throws IllegalArgumentException where a key has another number of columns than the table's
    static void requireKeys(MendTable table, List<RowKey> rows) {
        int columns = table.key().size();
        if (rows.stream().anyMatch(row -> row.values().size() != columns)) {
            throw new IllegalArgumentException("a row's key has another number of columns");
        }
    }

    static void refuse(List<String> obstacles) {
        if (!obstacles.isEmpty()) {
            throw new MendFailed.Refused(obstacles);
        }
    }

    private static SqlParameter[] named(TableName table) {
        return new SqlParameter[] {text("schema", table.schema()), text("table", table.table())};
    }
}
