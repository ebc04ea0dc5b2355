package io.keymend.mend;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.ColumnName;
import io.keymend.evidence.Inspection;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.TableInspector;
import io.keymend.evidence.TableName;
import io.keymend.install.DatabaseRef;
import io.keymend.profile.Profile;
import io.keymend.remedy.Permit;
import io.keymend.remedy.PlanId;
import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// A product's database and its journal, kept in memory as the ports promise. One call at a time.
final class Product implements TableInspector, RowFinder, RowProver, RowMender, Resealer {
    /// A sealed value: something to tell it by, and what sealed it.
    record Value(String content, Fingerprint sealer) {
        Digest digest() {
            return new Digest(CanonicalText.sha256(content + sealer));
        }
    }

    record Journaled(PlanId plan, ColumnName column, RowKey key, Value before, boolean restored) {}

    private record Entry(PlanId plan, ColumnName column, RowKey key) {}

    final Map<TableName, NavigableMap<String, Map<String, Value>>> tables = new LinkedHashMap<>();
    final List<Journaled> journal = new ArrayList<>();
    private final Map<Entry, Journaled> entries = new HashMap<>();
    final List<Inspection.Unread> unread = new ArrayList<>();
    final List<String> obstacles = new ArrayList<>();
    final Set<String> opensAnyway = new HashSet<>();
    final Set<String> undecided = new HashSet<>();
    final Map<KeyArn, Fingerprint> keys = new HashMap<>();
    long referring;
    int chunks;
    Runnable beforeChunk = () -> {};
    Runnable afterChunk = () -> {};
    Runnable afterMended = () -> {};
    boolean forgetful;

    Product put(String table, String column, int from, int rows, Fingerprint sealer) {
        for (int i = from; i < from + rows; i++) {
            row(name(table), "%06d".formatted(i)).put(column, new Value("value " + i, sealer));
        }
        return this;
    }

    static TableName name(String table) {
        return new TableName("public", table);
    }

    /// Everything, to compare.
    String content() {
        return tables.toString();
    }

    @Override
    public synchronized Inspection inspect(
            DatabaseRef database, Profile profile, BooleanSupplier timeIsUp) {
        List<ColumnCensus> columns = new ArrayList<>();
        tables.forEach((table, rows) ->
                rows.values().stream()
                        .flatMap(row -> row.keySet().stream())
                        .distinct()
                        .forEach(column -> columns.add(census(table, column, rows))));
        return new Inspection.Seen(columns, unread);
    }

    private static ColumnCensus census(
            TableName table, String column, Map<String, Map<String, Value>> rows) {
        Map<Fingerprint, Long> counts =
                rows.values().stream()
                        .flatMap(row -> Optional.ofNullable(row.get(column)).stream())
                        .collect(
                                Collectors.groupingBy(
                                        Value::sealer, LinkedHashMap::new, Collectors.counting()));
        List<SealedGroup> groups = new ArrayList<>();
        counts.forEach((fingerprint, count) ->
                groups.add(new SealedGroup(fingerprint, Encoding.BASE64, count, List.of())));
        return new ColumnCensus(
                new ColumnName(table, column),
                true,
                List.of(new KeyColumn("id", false)),
                rows.size(),
                0,
                groups,
                List.of());
    }

    @Override
    public List<RowKey> rows(DatabaseRef database, ColumnCensus column, SealedGroup group) {
        return List.of();
    }

    @Override
    public Sample sample(DatabaseRef database, ColumnCensus column, SealedGroup group) {
        return new Sample.None("values are not kept whole");
    }

    @Override
    public synchronized Page rows(Target target, Selection selection, Optional<RowKey> after) {
        Fingerprint wanted = ((Selection.Fingerprinted) selection).fingerprint();
        List<PlannedRow> rows = new ArrayList<>();
        table(target)
                .tailMap(after.map(key -> key.values().getFirst()).orElse(""), after.isEmpty())
                .forEach((key, row) -> {
                    Value value = row.get(target.column().column());
                    if (value != null && value.sealer().equals(wanted)) {
                        rows.add(new PlannedRow(new RowKey(List.of(key)), value.digest()));
                    }
                });
        List<PlannedRow> page = rows.stream().limit(1_000).toList();
        return new Page(page, page.size() == rows.size());
    }

    /// The rows of a table, by key.
    NavigableMap<String, Map<String, Value>> table(TableName table) {
        return tables.computeIfAbsent(table, _ -> new TreeMap<>());
    }

    private NavigableMap<String, Map<String, Value>> table(Target target) {
        return table(target.column().table());
    }

    private Map<String, Value> row(TableName table, String id) {
        return table(table).computeIfAbsent(id, _ -> new LinkedHashMap<>());
    }

    /// The fingerprint of a key.
    Fingerprint of(KeyArn key) {
        return Objects.requireNonNull(keys.get(key));
    }

    @Override
    public List<String> obstacles(Target target) {
        return obstacles;
    }

    @Override
    public List<Dependant> dependants(TableName table) {
        return List.of(
                new Dependant(
                        "fk",
                        name("child"),
                        List.of("id"),
                        List.of("id"),
                        Dependant.OnDelete.RESTRICT));
    }

    @Override
    public long referring(Dependant dependant, Target target, List<RowKey> rows) {
        return referring;
    }

    @Override
    public synchronized long count(TableName table) {
        return table(table).size();
    }

    @Override
    public synchronized List<Proof> prove(
            Target target, Selection selection, List<PlannedRow> rows, List<KeyArn> asked) {
        return rows.stream().skip(forgetful ? 1 : 0).map(row -> proof(target, row, asked)).toList();
    }

    private Proof proof(Target target, PlannedRow row, List<KeyArn> asked) {
        Optional<Value> value = value(target, row.key());
        if (value.map(Value::digest).filter(row.digest()::equals).isEmpty()) {
            return new Proof.Absent();
        }
        String key = row.key().values().getFirst();
        if (undecided.contains(key)) {
            return new Proof.Undecided("throttled");
        }
        return opensAnyway.contains(key)
                        || asked.stream().anyMatch(k -> value.get().sealer().equals(keys.get(k)))
                ? new Proof.Opens(asked.getFirst())
                : new Proof.Other();
    }

    private Optional<Value> value(Target target, RowKey key) {
        return Optional.ofNullable(table(target).get(key.values().getFirst()))
                .map(row -> row.get(target.column().column()));
    }

    @Override
    public synchronized ChunkOutcome apply(Permit permit, Target target, List<PlannedRow> chunk) {
        return chunk(permit, target, chunk);
    }

    @Override
    public synchronized ChunkOutcome reseal(
            Permit permit, Target target, List<PlannedRow> chunk, Resealer resealer) {
        return chunk(permit, target, chunk);
    }

    @Override
    public synchronized ChunkOutcome resealWhole(
            Permit permit, Target target, List<PlannedRow> rows, Resealer resealer) {
        return chunk(permit, target, rows);
    }

    private ChunkOutcome chunk(Permit permit, Target target, List<PlannedRow> chunk) {
        beforeChunk.run();
        chunks++;
        int changed = 0;
        int earlier = 0;
        List<ChunkOutcome.Skipped> skipped = new ArrayList<>();
        for (PlannedRow row : chunk) {
            Optional<Journaled> done = journaled(permit.plan(), target.column(), row.key());
            Optional<ChunkOutcome.Reason> reason =
                    done.isPresent()
                            ? done.filter(Journaled::restored)
                                    .map(_ -> ChunkOutcome.Reason.RESTORED)
                            : reason(target, row);
            if (reason.isPresent()) {
                skipped.add(new ChunkOutcome.Skipped(row.key(), reason.get(), "so"));
            } else if (done.isPresent()) {
                earlier++;
            } else {
                change(permit.plan(), target, row.key());
                changed++;
            }
        }
        afterChunk.run();
        return new ChunkOutcome(changed, earlier, skipped);
    }

    private Optional<Journaled> journaled(PlanId plan, ColumnName column, RowKey key) {
        return Optional.ofNullable(entries.get(new Entry(plan, column, key)));
    }

    private Optional<ChunkOutcome.Reason> reason(Target target, PlannedRow row) {
        Optional<Value> value = value(target, row.key());
        if (value.isEmpty()) {
            return Optional.of(ChunkOutcome.Reason.GONE);
        }
        return value.get().digest().equals(row.digest())
                ? Optional.empty()
                : Optional.of(ChunkOutcome.Reason.MOVED);
    }

    private void change(PlanId plan, Target target, RowKey key) {
        String id = key.values().getFirst();
        Value before = value(target, key).orElseThrow();
        Journaled entry = new Journaled(plan, target.column(), key, before, false);
        journal.add(entry);
        entries.put(new Entry(plan, target.column(), key), entry);
        switch (target.action()) {
            case Action.Delete() -> table(target).remove(id);
            case Action.Reset _ ->
                    row(target.column().table(), id).remove(target.column().column());
            case Action.SealAgain _ ->
                    throw new IllegalArgumentException("this product's keys are those of KMS");
            case Action.Reseal(_, var destination, _) ->
                    row(target.column().table(), id)
                            .put(
                                    target.column().column(),
                                    new Value(before.content(), of(destination)));
        }
    }

    @Override
    public synchronized RestoreOutcome restore(
            Permit permit, ColumnName column, List<RowKey> rows) {
        int restored = 0;
        int already = 0;
        List<RestoreOutcome.Conflict> conflicts = new ArrayList<>();
        for (RowKey key : rows) {
            Optional<Journaled> entry = journaled(permit.plan(), column, key);
            if (entry.isEmpty()) {
                conflicts.add(conflict(key, RestoreOutcome.Reason.NOT_JOURNALED));
            } else if (entry.get().restored()) {
                already++;
            } else if (table(column.table()).containsKey(key.values().getFirst())) {
                conflicts.add(conflict(key, RestoreOutcome.Reason.EXISTS));
            } else {
                putBack(entry.get());
                restored++;
            }
        }
        return new RestoreOutcome(restored, already, conflicts);
    }

    private static RestoreOutcome.Conflict conflict(RowKey key, RestoreOutcome.Reason reason) {
        return new RestoreOutcome.Conflict(key, reason, "so");
    }

    private void putBack(Journaled entry) {
        row(entry.column().table(), entry.key().values().getFirst())
                .put(entry.column().column(), entry.before());
        Journaled restored =
                new Journaled(entry.plan(), entry.column(), entry.key(), entry.before(), true);
        journal.set(journal.indexOf(entry), restored);
        entries.put(new Entry(entry.plan(), entry.column(), entry.key()), restored);
    }

    @Override
    public synchronized List<Mended> mended(PlanId plan) {
        List<Mended> mended = count(plan);
        afterMended.run();
        return mended;
    }

    private List<Mended> count(PlanId plan) {
        return journal.stream()
                .filter(entry -> entry.plan().equals(plan))
                .collect(Collectors.groupingBy(Journaled::column))
                .entrySet()
                .stream()
                .map(column ->
                        new Mended(
                                column.getKey(),
                                Mended.Kind.DELETED,
                                column.getValue().size(),
                                column.getValue().stream().filter(Journaled::restored).count()))
                .toList();
    }

    @Override
    public JournalPage journal(PlanId plan, ColumnName column, Optional<JournalEntry> after) {
        int from = after.map(entry -> Integer.parseInt(entry.id()) + 1).orElse(0);
        List<JournalEntry> entries = new ArrayList<>();
        for (int i = from; i < journal.size() && entries.size() < 300; i++) {
            Journaled entry = journal.get(i);
            if (entry.plan().equals(plan) && entry.column().equals(column)) {
                entries.add(
                        new JournalEntry(
                                Integer.toString(i),
                                entry.key(),
                                entry.before().digest(),
                                World.START,
                                entry.restored() ? Optional.of(World.START) : Optional.empty()));
            }
        }
        return new JournalPage(entries, entries.size() < 300);
    }

    @Override
    public void createJournal() {}

    @Override
    public Answer reseal(Action.Resealing reseal, StoredValue value) {
        return new Answer.Left("the product re-seals by itself");
    }
}
