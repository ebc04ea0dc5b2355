package io.keymend.aws.mend;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.aws.OpenClients;
import io.keymend.aws.kms.KmsKeyProbe;
import io.keymend.aws.kms.KmsResealer;
import io.keymend.aws.mend.ProductWriter.Step;
import io.keymend.evidence.RowKey;
import io.keymend.local.Story;
import io.keymend.localaws.Database;
import io.keymend.mend.Action;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.ChunkOutcome.Reason;
import io.keymend.mend.ChunkOutcome.Skipped;
import io.keymend.mend.JournalEntry;
import io.keymend.mend.MendFailed;
import io.keymend.mend.Mended;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.RestoreOutcome;
import io.keymend.mend.Target;
import io.keymend.remedy.Permit;
import io.keymend.remedy.Permits;
import io.keymend.remedy.PlanId;
import io.keymend.seal.Fingerprint;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/// Mending while the product writes the same rows, at random, on any engine: each row's history
/// must be the writer's own, with at most one change by the mender, of the value that was planned.
/// `-Dmend.seeds` says how often, `-Dmend.seed` from which seed on.
abstract class MendWriterContract extends MendFixture {
    private static final int ROWS = 12;
    private static final int CHUNK = 3;
    private static final int TRANSACTIONS = 24;
    private static final List<Action> ACTIONS = List.of(DELETE, TO_NULL, RESEAL);

    private final Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
    private final KmsClient product =
            KmsClient.builder()
                    .region(Region.of(Story.REGION))
                    .credentialsProvider(stack.callers().provider(Story.CURRENT_ROLE))
                    .httpClient(UrlConnectionHttpClient.create())
                    .endpointOverride(stack.kms().endpoint())
                    .build();
    private int changed;
    private int conflicts;

    MendWriterContract(Database server) {
        super(server);
    }

    @Test
    void noWriteIsLostAndNothingNewIsTaken() throws Exception {
        int seeds = Integer.getInteger("mend.seeds", 25);
        long first = Long.getLong("mend.seed", System.nanoTime() % 1_000_000);
        System.out.println("Mending beside a writer, " + seeds + " seeds from " + first);
        given("CREATE TABLE t (id int PRIMARY KEY, v text)");
        try (Connection connection = stack.server().admin(stack.productDatabase())) {
            for (long seed = first; seed < first + seeds; seed++) {
                new Race(seed, connection).run();
            }
        }
        System.out.println(changed + " rows changed, left " + reasons + ", conflicts " + conflicts);
        if (seeds >= 25) {
            assertThat(reasons).containsKeys(Reason.MOVED, Reason.GONE);
            assertThat(changed).isPositive();
            assertThat(conflicts).as("rows that could not be put back").isPositive();
        }
    }

    private String sealed(String key, String secret) {
        byte[] plaintext = secret.getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(stack.kms().seal(key, plaintext, Map.of()));
    }

    /// One table, one plan, one writer.
    private final class Race implements ProductWriter.Values {
        private final String as;
        private final Connection connection;
        private final Random random;
        private final Action action;
        private final Target target;
        private final Permit permit;
        private final Map<Integer, String> first = new HashMap<>();
        private int fresh;

        Race(long seed, Connection connection) {
            this.connection = connection;
            this.random = new Random(seed);
            this.action = ACTIONS.get((int) (seed % ACTIONS.size()));
            this.as = "seed " + seed + ", " + action;
            this.target = target("t", "v", action, "id");
            this.permit = Permits.of(new PlanId("%064x".formatted(seed)));
        }

        @Override
        public String fresh() {
            return sealed(Story.CURRENT_KEY, "fresh " + fresh++);
        }

        @Override
        public String first(int id) {
            return Objects.requireNonNull(first.get(id));
        }

        void run() throws Exception {
            fill();
            List<PlannedRow> rows = stale(target);
            List<ChunkOutcome> outcomes = new ArrayList<>();
            List<Step> steps;
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<List<Step>> writing =
                        threads.submit(() ->
                                new ProductWriter(connection, this, ROWS, random)
                                        .write(TRANSACTIONS));
                for (int from = 0; from < rows.size(); from += CHUNK) {
                    outcomes.add(mend(rows.subList(from, Math.min(rows.size(), from + CHUNK))));
                }
                steps = writing.get();
            }
            check(rows, outcomes, steps);
        }

        /// Every fourth row is sealed by the current key.
        private void fill() throws SQLException {
            sql("DELETE FROM t", "DELETE FROM keymend.journal", "DELETE FROM keymend.mend");
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
                for (int id = 1; id <= ROWS; id++) {
                    String key = id % 4 == 0 ? Story.CURRENT_KEY : Story.FORMER_KEY;
                    first.put(id, sealed(key, "first " + id));
                    insert.setInt(1, id);
                    insert.setString(2, first(id));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }

        /// A chunk that met too many deadlocks is mended again, as the next run would.
        private ChunkOutcome mend(List<PlannedRow> chunk) {
            for (int attempt = 1; ; attempt++) {
                try {
                    return action instanceof Action.Reseal
                            ? mender().reseal(permit, target, chunk, resealer())
                            : mender().apply(permit, target, chunk);
                } catch (MendFailed.Unreachable e) {
                    if (attempt == 20) {
                        throw e;
                    }
                }
            }
        }

        private KmsResealer resealer() {
            return new KmsResealer(
                    OpenClients.kms(stack.clients()),
                    new KmsKeyProbe(OpenClients.kms(stack.clients())));
        }

        private void check(List<PlannedRow> rows, List<ChunkOutcome> outcomes, List<Step> steps)
                throws SQLException {
            Map<Integer, String> table = table();
            Map<Integer, JournalEntry> journal = journal();
            Map<Integer, Reason> left = left(outcomes);
            Set<Integer> planned =
                    rows.stream().map(row -> id(row.key())).collect(Collectors.toSet());
            assertThat(planned).as(as).hasSize(ROWS - ROWS / 4);
            assertThat(outcomes.stream().mapToInt(ChunkOutcome::changed).sum())
                    .as(as)
                    .isEqualTo(journal.size());
            assertThat(outcomes).as(as).allMatch(outcome -> outcome.earlier() == 0);
            Set<Integer> ids = steps.stream().map(Step::id).collect(Collectors.toSet());
            ids.addAll(table.keySet());
            ids.addAll(planned);
            for (int id : ids) {
                RowHistory history = history(id, steps, planned.contains(id));
                history.end(table.getOrDefault(id, ProductWriter.ABSENT));
                history.explains(journal.containsKey(id), Optional.ofNullable(left.get(id)));
            }
            for (PlannedRow row : rows) {
                JournalEntry entry = journal.get(id(row.key()));
                if (entry != null) {
                    assertThat(entry.digest()).as(as).isEqualTo(row.digest());
                }
            }
            putBack(rows, table, journal);
        }

        private RowHistory history(int id, List<Step> steps, boolean planned) {
            RowHistory history =
                    new RowHistory(
                            as + " row " + id,
                            first.getOrDefault(id, ProductWriter.ABSENT),
                            planned,
                            value -> isMended(id, value));
            steps.stream().filter(step -> step.id() == id).forEach(history::step);
            return history;
        }

        private Map<Integer, Reason> left(List<ChunkOutcome> outcomes) {
            Map<Integer, Reason> left = new HashMap<>();
            for (ChunkOutcome outcome : outcomes) {
                for (Skipped skipped : outcome.skipped()) {
                    assertThat(left.put(id(skipped.key()), skipped.reason())).as(as).isNull();
                    reasons.merge(skipped.reason(), 1, Integer::sum);
                }
                changed += outcome.changed();
            }
            return left;
        }

        private Map<Integer, JournalEntry> journal() {
            assertThat(mender().mended(permit.plan()).stream().mapToLong(Mended::restored).sum())
                    .isZero();
            return mender()
                    .journal(permit.plan(), target.column(), Optional.empty())
                    .entries()
                    .stream()
                    .collect(Collectors.toMap(entry -> id(entry.key()), entry -> entry));
        }

        /// What nobody wrote since the mend is as it was; everything else stays as it is.
        private void putBack(
                List<PlannedRow> rows,
                Map<Integer, String> before,
                Map<Integer, JournalEntry> journal)
                throws SQLException {
            Map<Integer, String> expected = new HashMap<>(before);
            int untouched = 0;
            for (int id : journal.keySet()) {
                if (isMended(id, before.getOrDefault(id, ProductWriter.ABSENT))) {
                    expected.put(id, first(id));
                    untouched++;
                }
            }
            RestoreOutcome outcome =
                    mender().restore(
                                    permit,
                                    target.column(),
                                    rows.stream()
                                            .map(PlannedRow::key)
                                            .filter(key -> journal.containsKey(id(key)))
                                            .toList());
            assertThat(outcome.restored()).as(as).isEqualTo(untouched);
            assertThat(outcome.conflicts()).as(as).hasSize(journal.size() - untouched);
            assertThat(table()).as(as).isEqualTo(expected);
            conflicts += outcome.conflicts().size();
        }

        /// Whether this is what the mend makes of the first value of a row.
        private boolean isMended(int id, String value) {
            return switch (action) {
                case Action.Delete() -> value.equals(ProductWriter.ABSENT);
                case Action.Reset _ -> value.equals(ProductWriter.NULL);
                case Action.Resealing _ -> secret(value).equals(Optional.of("first " + id));
            };
        }
    }

    /// What the product reads with the current key; nothing where that key did not seal it.
    private Optional<String> secret(String value) {
        if (!value.startsWith("AQ")) {
            return Optional.empty();
        }
        byte[] blob = Base64.getDecoder().decode(value);
        return Fingerprint.at(blob, 5).equals(current())
                ? Optional.of(
                        product.decrypt(request ->
                                        request.keyId(Story.CURRENT_KEY)
                                                .ciphertextBlob(SdkBytes.fromByteArray(blob)))
                                .plaintext()
                                .asUtf8String())
                : Optional.empty();
    }

    private static int id(RowKey key) {
        return Integer.parseInt(key.values().getFirst());
    }

    private Map<Integer, String> table() throws SQLException {
        Map<Integer, String> table = new HashMap<>();
        try (Connection connection = stack.server().admin(stack.productDatabase());
                ResultSet rows = connection.createStatement().executeQuery("SELECT id, v FROM t")) {
            while (rows.next()) {
                table.put(
                        rows.getInt(1),
                        Objects.requireNonNullElse(rows.getString(2), ProductWriter.NULL));
            }
        }
        return table;
    }
}
