package io.keymend.aws;

import static io.keymend.aws.DataApi.text;

import io.keymend.evidence.RowKey;
import io.keymend.mend.Action;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.ChunkOutcome.Reason;
import io.keymend.mend.ChunkOutcome.Skipped;
import io.keymend.mend.MendFailed;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.Resealer;
import io.keymend.mend.StoredValue;
import io.keymend.mend.Target;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rdsdata.model.BadRequestException;
import software.amazon.awssdk.services.rdsdata.model.Field;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Re-seals a chunk in parts that the Data API can carry: values are read, re-sealed with no
/// transaction open, and written part by part.
final class ChunkReseal {
    /// Values of one answer, which has at most 1 MiB; a KMS blob in base64 has 8 KB at most.
    private static final int READ = 100;

    private final DataApi database;
    private final MendSql sql;
    private final Target target;
    private final Action.Reseal keys;
    private final Resealer resealer;

    ChunkReseal(
            DataApi database, MendSql sql, Target target, Action.Reseal keys, Resealer resealer) {
        this.database = database;
        this.sql = sql;
        this.target = target;
        this.keys = keys;
        this.resealer = resealer;
    }

    ChunkOutcome run(List<PlannedRow> chunk, Function<List<MendChunk.Row>, ChunkOutcome> change) {
        MendTable table = table();
        ChunkOutcome all = new ChunkOutcome(0, 0, List.of());
        for (int from = 0; from < chunk.size(); from += READ) {
            List<PlannedRow> part = chunk.subList(from, Math.min(chunk.size(), from + READ));
            all = merge(all, part(table, part, change));
        }
        return all;
    }

    private MendTable table() {
        try {
            MendTables tables = new MendTables(database::query, sql);
            MendTable table = tables.read(target.column().table());
            MendTables.refuse(tables.obstacles(target, table, true));
            return table;
        } catch (SdkException e) {
            throw MendFailures.failed(e);
        }
    }

    private ChunkOutcome part(
            MendTable table,
            List<PlannedRow> rows,
            Function<List<MendChunk.Row>, ChunkOutcome> change) {
        Map<Integer, StoredValue> values = new HashMap<>();
        List<Skipped> left = new ArrayList<>();
        read(table, rows, 0, rows.size(), values, left);
        Set<RowKey> unread = left.stream().map(Skipped::key).collect(Collectors.toSet());
        List<MendChunk.Row> next = new ArrayList<>();
        for (int n = 0; n < rows.size(); n++) {
            StoredValue value = values.get(n);
            if (value != null) {
                reseal(rows.get(n), value, next, left);
            } else if (!unread.contains(rows.get(n).key())) {
                // Gone, moved or re-sealed by an earlier run: the change finds out which.
                next.add(MendChunk.Row.of(rows.get(n)));
            }
        }
        ChunkOutcome written = change.apply(next);
        return merge(written, new ChunkOutcome(0, 0, left));
    }

    private void reseal(
            PlannedRow row, StoredValue value, List<MendChunk.Row> next, List<Skipped> left) {
        switch (resealer.reseal(keys, value)) {
            case Resealer.Answer.Resealed(var fresh) ->
                    next.add(new MendChunk.Row(row.key(), row.digest().hex(), Optional.of(fresh)));
            case Resealer.Answer.Already() ->
                    left.add(
                            new Skipped(
                                    row.key(),
                                    Reason.READABLE,
                                    "the destination key seals it already"));
            case Resealer.Answer.Left(var why) ->
                    left.add(new Skipped(row.key(), Reason.UNKNOWN, why));
            case Resealer.Answer.Stopped(var why) -> throw new MendFailed.Stopped(why);
        }
    }

    /// The values that are as planned, by their row's place.
    private void read(
            MendTable table,
            List<PlannedRow> rows,
            int from,
            int to,
            Map<Integer, StoredValue> values,
            List<Skipped> left) {
        try {
            query(table, rows.subList(from, to)).forEach((n, value) -> values.put(from + n, value));
        } catch (BadRequestException e) {
            if (to - from > 1) {
                int middle = (from + to) / 2;
                read(table, rows, from, middle, values, left);
                read(table, rows, middle, to, values, left);
            } else {
                left.add(
                        new Skipped(
                                rows.get(from).key(),
                                Reason.OVERSIZE,
                                "its value does not fit an answer of the Data API"));
            }
        } catch (SdkException e) {
            throw MendFailures.failed(e);
        }
    }

    private Map<Integer, StoredValue> query(MendTable table, List<PlannedRow> rows) {
        MendColumn column = table.column(target.column().column()).orElseThrow();
        String json = MendChunk.json(rows.stream().map(MendChunk.Row::of).toList());
        Map<Integer, StoredValue> values = new HashMap<>();
        for (List<Field> row : database.query(sql.values(table, column), text("rows", json))) {
            String value = row.get(1).stringValue();
            values.put(
                    Math.toIntExact(row.get(0).longValue()),
                    column.kind() == MendColumn.Kind.BYTES
                            ? new StoredValue.Bytes(HexFormat.of().parseHex(value))
                            : new StoredValue.Text(value));
        }
        return values;
    }

    static ChunkOutcome merge(ChunkOutcome one, ChunkOutcome other) {
        return new ChunkOutcome(
                one.changed() + other.changed(),
                one.earlier() + other.earlier(),
                Stream.concat(one.skipped().stream(), other.skipped().stream()).toList());
    }
}
