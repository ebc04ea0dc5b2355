package io.keymend.aws.mend;

import static io.keymend.aws.api.DataApi.text;

import io.keymend.aws.api.DataApi;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Re-seals rows in parts that the Data API can carry: values are read and re-sealed with no
/// transaction open, and then written, part by part or all at once.
final class ChunkReseal {
    /// Values of one answer, which has at most 1 MiB; a KMS blob in base64 has 8 KB at most.
    private static final int READ = 100;

    /// Rows that are named where they keep all the others as they are.
    private static final int TOLD = 20;

    private final DataApi database;
    private final MendSql sql;
    private final Target target;
    private final Action.Resealing keys;
    private final Resealer resealer;

    ChunkReseal(
            DataApi database,
            MendSql sql,
            Target target,
            Action.Resealing keys,
            Resealer resealer) {
        this.database = database;
        this.sql = sql;
        this.target = target;
        this.keys = keys;
        this.resealer = resealer;
    }

    /// Rows with what they are to get, and rows that stay as they are.
    private record Fresh(List<MendChunk.Row> next, List<Skipped> left) {}

    /// Writes each part as soon as it is re-sealed.
    ChunkOutcome run(List<PlannedRow> chunk, Function<List<MendChunk.Row>, ChunkOutcome> change) {
        MendTable table = table();
        ChunkOutcome all = new ChunkOutcome(0, 0, List.of());
        for (List<PlannedRow> part : parts(chunk)) {
            Fresh fresh = part(table, part);
            all = merge(all, change.apply(fresh.next));
            all = merge(all, new ChunkOutcome(0, 0, fresh.left));
        }
        return all;
    }

    /// Writes when everything is re-sealed, and nothing where a value could not be.
    ChunkOutcome runWhole(
            List<PlannedRow> rows, Function<List<MendChunk.Row>, ChunkOutcome> change) {
        MendTable table = table();
        List<MendChunk.Row> next = new ArrayList<>();
        List<Skipped> left = new ArrayList<>();
        for (List<PlannedRow> part : parts(rows)) {
            Fresh fresh = part(table, part);
            next.addAll(fresh.next);
            left.addAll(fresh.left);
        }
        ChunkOutcome unwritten = whole(new ChunkOutcome(0, 0, left));
        return merge(change.apply(next), unwritten);
    }

    /// An outcome that leaves no row behind under the key it had.
    ///
    /// @throws MendFailed where it does
    static ChunkOutcome whole(ChunkOutcome outcome) {
        List<String> behind =
                outcome.skipped().stream()
                        .filter(row -> isBehind(row.reason()))
                        .map(row -> String.join(",", row.key().values()) + ": " + row.why())
                        .toList();
        if (behind.size() > TOLD) {
            throw new MendFailed.Refused(
                    Stream.concat(
                                    behind.stream().limit(TOLD),
                                    Stream.of("and %d more".formatted(behind.size() - TOLD)))
                            .toList());
        }
        MendTables.refuse(behind);
        return outcome;
    }

    private static boolean isBehind(Reason reason) {
        return switch (reason) {
            case UNKNOWN, OVERSIZE -> true;
            case MOVED, GONE, READABLE, RESTORED -> false;
        };
    }

    private static List<List<PlannedRow>> parts(List<PlannedRow> rows) {
        return IntStream.iterate(0, from -> from < rows.size(), from -> from + READ)
                .mapToObj(from -> rows.subList(from, Math.min(rows.size(), from + READ)))
                .toList();
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

    private Fresh part(MendTable table, List<PlannedRow> rows) {
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
        return new Fresh(next, left);
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
