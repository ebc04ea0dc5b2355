package io.keymend.aws.mend;

import static io.keymend.aws.api.DataApi.text;

import io.keymend.aws.api.DataApi;
import io.keymend.aws.tables.Dialect;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.TableName;
import io.keymend.install.Engine;
import io.keymend.mend.Action;
import io.keymend.mend.Dependant;
import io.keymend.mend.Digest;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.RowFinder;
import io.keymend.mend.Selection;
import io.keymend.mend.Target;
import io.keymend.seal.Encoding;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rdsdata.model.BadRequestException;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Finds the rows of a plan through the RDS Data API. Every statement looks only.
final class RdsDataRows implements RowFinder {
    private static final int PAGE = 2_000;

    private final DataApi database;
    private final MendSql sql;
    private final Dialect dialect;

    RdsDataRows(DataApi database, Engine engine) {
        this.database = database;
        this.sql = MendSql.of(engine);
        this.dialect = Dialect.of(engine);
    }

    @Override
    public Page rows(Target target, Selection selection, Optional<RowKey> after) {
        if (selection instanceof Selection.NotNull
                && !(target.action() instanceof Action.Resealing)) {
            throw new IllegalArgumentException("only a re-sealing reads values of every kind");
        }
        return answered(() -> page(target, selection, after, PAGE));
    }

    /// Long keys may not fit an answer of 1 MiB.
    private Page page(Target target, Selection selection, Optional<RowKey> after, int most) {
        try {
            return some(target, selection, after, most);
        } catch (BadRequestException e) {
            if (most == 1) {
                throw e;
            }
            return page(target, selection, after, most / 2);
        }
    }

    private Page some(Target target, Selection selection, Optional<RowKey> after, int most) {
        return database.inTransaction(transaction -> {
            transaction.query(sql.settings(false));
            MendTables tables = new MendTables(transaction::query, sql);
            MendTable table = tables.read(target.column().table());
            MendTables.refuse(tables.obstacles(target, table, false));
            MendColumn column = table.column(target.column().column()).orElseThrow();
            List<PlannedRow> rows =
                    transaction
                            .query(
                                    statement(table, column, selection, after, most + 1),
                                    parameters(selection, after))
                            .stream()
                            .map(row -> row(row, table.key().size()))
                            .toList();
            sql.unsettle().ifPresent(transaction::query);
            return new Page(rows.subList(0, Math.min(most, rows.size())), rows.size() <= most);
        });
    }

    private String statement(
            MendTable table,
            MendColumn column,
            Selection selection,
            Optional<RowKey> after,
            int most) {
        String keys = table.key().stream().map(sql::keyText).collect(Collectors.joining(", "));
        String order =
                table.key().stream()
                        .map(part -> "t." + sql.name(part.name()))
                        .collect(Collectors.joining(", "));
        return "SELECT "
                + keys
                + ", "
                + sql.digest(column)
                + " FROM "
                + sql.table(table.name())
                + " AS t WHERE "
                + selected(column, selection)
                + after.map(row -> " AND " + beyond(table, row)).orElse("")
                + " ORDER BY "
                + order
                + " LIMIT "
                + most;
    }

    private String selected(MendColumn column, Selection selection) {
        String name = "t." + sql.name(column.name());
        return switch (selection) {
            case Selection.Fingerprinted(_, var encoding) -> dialect.hasMark(name, encoding);
            case Selection.NotNull() -> name + " IS NOT NULL";
        };
    }

    /// Behind a key in the key's own order. The first column is compared by itself as well, so that
    /// an index can be entered there.
    private String beyond(MendTable table, RowKey row) {
        MendTables.requireKeys(table, List.of(row));
        List<MendColumn> key = table.key();
        String rest = "false";
        for (int at = key.size() - 1; at >= 0; at--) {
            String name = "t." + sql.name(key.get(at).name());
            String value = sql.keyValue(key.get(at), ":after" + at);
            rest =
                    "(" + name + " > " + value + " OR (" + name + " = " + value + " AND " + rest
                            + "))";
        }
        return "t."
                + sql.name(key.getFirst().name())
                + " >= "
                + sql.keyValue(key.getFirst(), ":after0")
                + " AND "
                + rest;
    }

    private static SqlParameter[] parameters(Selection selection, Optional<RowKey> after) {
        List<SqlParameter> parameters = new ArrayList<>();
        if (selection instanceof Selection.Fingerprinted(var fingerprint, var encoding)) {
            parameters.add(
                    text(
                            "mark",
                            encoding == Encoding.BASE64
                                    ? fingerprint.base64Middle()
                                    : fingerprint.hex()));
        }
        after.ifPresent(row -> {
            for (int at = 0; at < row.values().size(); at++) {
                parameters.add(text("after" + at, row.values().get(at)));
            }
        });
        return parameters.toArray(SqlParameter[]::new);
    }

    private static PlannedRow row(List<Field> row, int keys) {
        return new PlannedRow(
                new RowKey(row.subList(0, keys).stream().map(Field::stringValue).toList()),
                new Digest(row.get(keys).stringValue()));
    }

    @Override
    public List<String> obstacles(Target target) {
        return answered(() -> {
            MendTables tables = tables();
            return tables.obstacles(target, tables.read(target.column().table()), false);
        });
    }

    @Override
    public List<Dependant> dependants(TableName table) {
        return answered(() -> tables().dependants(table));
    }

    @Override
    public long referring(Dependant dependant, Target target, List<RowKey> rows) {
        return answered(() -> {
            MendTables tables = tables();
            MendTable table = tables.read(target.column().table());
            MendTables.requireKeys(table, rows);
            return tables.referring(
                    dependant,
                    table,
                    MendChunk.json(rows.stream().map(MendChunk.Row::of).toList()));
        });
    }

    @Override
    public long count(TableName table) {
        return answered(() ->
                database.query("SELECT COUNT(*) FROM " + sql.table(table))
                        .getFirst()
                        .getFirst()
                        .longValue());
    }

    private MendTables tables() {
        return new MendTables(database::query, sql);
    }

    private static <T> T answered(Supplier<T> work) {
        try {
            return work.get();
        } catch (SdkException e) {
            throw MendFailures.failed(e);
        }
    }
}
