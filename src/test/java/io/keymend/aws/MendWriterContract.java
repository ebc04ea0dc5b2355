package io.keymend.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.evidence.RowKey;
import io.keymend.mend.Action;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.JournalEntry;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.Target;
import io.keymend.remedy.Permits;
import io.keymend.remedy.PlanId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Mending while the product writes the same rows, at random, on any engine. `-Dmend.seeds` says
/// how often, `-Dmend.seed` from which seed on.
abstract class MendWriterContract extends MendFixture {
    private static final int ROWS = 24;
    private static final String DELETED = "deleted";
    private static final String NULL = "nothing";

    @Test
    void noWriteIsLostAndNothingNewIsTaken() throws Exception {
        int seeds = Integer.getInteger("mend.seeds", 8);
        long first = Long.getLong("mend.seed", System.nanoTime() % 1_000_000);
        System.out.println("Mending beside a writer, seeds from " + first);
        given("CREATE TABLE t (id int PRIMARY KEY, v text)");
        for (long seed = first; seed < first + seeds; seed++) {
            race(seed);
        }
    }

    private void race(long seed) throws SQLException, ExecutionException, InterruptedException {
        fill();
        Action action = seed % 2 == 0 ? DELETE : TO_NULL;
        Target target = target("t", "v", action, "id");
        List<PlannedRow> rows = stale(target);
        PlanId plan = new PlanId("%064x".formatted(seed));
        Map<Integer, String> written;
        List<ChunkOutcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Map<Integer, String>> writer = threads.submit(() -> write(new Random(seed)));
            for (int from = 0; from < ROWS; from += 5) {
                List<PlannedRow> chunk = rows.subList(from, Math.min(ROWS, from + 5));
                outcomes.add(mender().apply(Permits.of(plan), target, chunk));
            }
            written = writer.get();
        }
        Map<Integer, String> table = table();
        Map<RowKey, JournalEntry> journal =
                mender().journal(plan, target.column(), Optional.empty()).entries().stream()
                        .collect(Collectors.toMap(JournalEntry::key, entry -> entry));
        String as = "seed " + seed;
        assertThat(outcomes.stream().mapToInt(ChunkOutcome::changed).sum())
                .as(as)
                .isEqualTo(journal.size());
        assertThat(outcomes.stream().mapToInt(outcome -> outcome.skipped().size()).sum())
                .as(as)
                .isEqualTo(ROWS - journal.size());
        for (PlannedRow row : rows) {
            int id = Integer.parseInt(row.key().values().getFirst());
            JournalEntry entry = journal.get(row.key());
            String last = written.get(id);
            assertThat(entry != null || last != null).as(as + " row " + id).isTrue();
            if (entry != null) {
                assertThat(entry.digest()).as(as).isEqualTo(row.digest());
            }
            assertThat(table.getOrDefault(id, DELETED))
                    .as(as + " row " + id)
                    .isEqualTo(expected(action, last));
        }
        written.forEach((id, value) -> {
            if (id > ROWS) {
                assertThat(table.getOrDefault(id, DELETED))
                        .as(as)
                        .isEqualTo(expected(action, value));
            }
        });
    }

    /// What a row must hold after a writer wrote this last, and the mend before or after it.
    private static String expected(Action action, @Nullable String last) {
        return last == null ? action instanceof Action.Delete ? DELETED : NULL : last;
    }

    private void fill() throws SQLException {
        sql(
                "DELETE FROM t",
                "INSERT INTO t VALUES "
                        + IntStream.rangeClosed(1, ROWS)
                                .mapToObj(id -> "(" + id + ", " + base64() + ")")
                                .collect(Collectors.joining(", ")));
    }

    /// What was written last to each row, as far as there was a row to write.
    private Map<Integer, String> write(Random random) throws SQLException, InterruptedException {
        Map<Integer, String> written = new HashMap<>();
        try (Connection connection = stack.server().admin(stack.productDatabase())) {
            for (int n = 0; n < 40; n++) {
                Thread.sleep(random.nextInt(12));
                int id = 1 + random.nextInt(ROWS);
                String value = "current " + n;
                switch (random.nextInt(4)) {
                    case 0 -> {
                        if (run(connection, "DELETE FROM t WHERE id = ?", id)) {
                            written.put(id, DELETED);
                        }
                    }
                    case 1 -> {
                        int fresh = 100 + n;
                        run(connection, "INSERT INTO t VALUES (?, ?)", fresh, value);
                        written.put(fresh, value);
                    }
                    default -> {
                        if (run(connection, "UPDATE t SET v = ? WHERE id = ?", value, id)) {
                            written.put(id, value);
                        }
                    }
                }
            }
        }
        return written;
    }

    private static boolean run(Connection connection, String sql, Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            return statement.executeUpdate() == 1;
        }
    }

    private Map<Integer, String> table() throws SQLException {
        Map<Integer, String> table = new HashMap<>();
        try (Connection connection = stack.server().admin(stack.productDatabase());
                ResultSet rows = connection.createStatement().executeQuery("SELECT id, v FROM t")) {
            while (rows.next()) {
                table.put(rows.getInt(1), Objects.requireNonNullElse(rows.getString(2), NULL));
            }
        }
        return table;
    }
}
