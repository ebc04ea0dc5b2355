package io.keymend.bench;

import io.keymend.aws.AwsAdapters;
import io.keymend.denial.KeyArn;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.Examiner;
import io.keymend.evidence.Inspection;
import io.keymend.evidence.Sealer;
import io.keymend.install.DatabaseRef;
import io.keymend.install.Install;
import io.keymend.json.Json;
import io.keymend.local.LocalStack;
import io.keymend.local.Reinstall;
import io.keymend.local.Story;
import io.keymend.localaws.Database;
import io.keymend.localaws.MariaDatabase;
import io.keymend.localaws.PostgresDatabase;
import io.keymend.profile.Profile;
import io.keymend.testing.InstallBuilder;

import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// The census of a million rows sealed by twelve key materials, beside a bare count, a sequential
/// read and a Decrypt for each row, all through the same local Data API. Documents, which have to
/// be read one by one, are a tenth as many.
final class Census {
    private static final int ROWS = Integer.getInteger("rows", 1_000_000);
    private static final int FEW = 10_000;
    private static final int ROUNDS = 5;

    private final LocalStack stack;
    private final int rows;
    private final Baseline baseline;
    private final AwsAdapters aws;

    private Census(LocalStack stack, int rows) {
        this.stack = stack;
        this.rows = rows;
        this.baseline = new Baseline(stack);
        this.aws =
                new AwsAdapters(
                        stack.clients(),
                        database(),
                        Story.TOPIC,
                        Optional.empty(),
                        InstantSource.system(),
                        new Json());
    }

    /// Ends the process: servers left open by a failure would keep it.
    static void main() {
        try {
            measureAll();
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void measureAll() throws Exception {
        for (Database server : List.of(PostgresDatabase.start(), MariaDatabase.start())) {
            try (server) {
                for (CensusTable.Form form : CensusTable.Form.values()) {
                    measure(server, form);
                }
            }
        }
    }

    private static void measure(Database server, CensusTable.Form form) throws Exception {
        int rows = form == CensusTable.Form.JSON ? ROWS / 10 : ROWS;
        System.out.printf("%n%s, %s, %,d rows%n", server.engine(), form, rows);
        long few = liveHeap(server, form, FEW);
        try (LocalStack stack = filled(server, form, rows)) {
            Census census = new Census(stack, rows);
            census.compare();
            System.out.printf(
                    "  peak live heap         %6.1f MB at %,d rows, %.1f MB at %,d rows%n",
                    few / 1e6, FEW, census.peak() / 1e6, rows);
        }
    }

    private static long liveHeap(Database server, CensusTable.Form form, int rows)
            throws Exception {
        try (LocalStack stack = filled(server, form, rows)) {
            return new Census(stack, rows).peak();
        }
    }

    private static LocalStack filled(Database server, CensusTable.Form form, int rows)
            throws SQLException {
        LocalStack stack = LocalStack.sharing(server, InstantSource.system());
        Reinstall.keys(stack);
        CensusTable.fill(stack, "secrets", form, rows);
        return stack;
    }

    private void compare() throws Exception {
        double count = median(() -> baseline.count("secrets"));
        double inspect = median(this::inspect);
        long before = stack.kms().calls().size();
        double whole = seconds(this::examine);
        long calls =
                stack.kms().calls().subList((int) before, stack.kms().calls().size()).stream()
                        .filter(call -> !call.operation().equals("DescribeKey"))
                        .count();
        double read = seconds(() -> baseline.readAll("secrets", rows));
        double decrypt = baseline.decryptEach("secrets", 2_000) * rows / 2_000;
        System.out.printf(Locale.ROOT, "  count(*)               %8.3f s%n", count);
        print("census", inspect, inspect / count, "x count(*)");
        print("census, keys, row names", whole, whole / count, "x count(*)");
        print("sequential read", read, read / inspect, "x the census");
        print("a Decrypt a row", decrypt, decrypt / whole, "x the whole, from 2,000 rows");
        System.out.printf(
                "  KMS calls              %d for %d fingerprints%n",
                calls, CensusTable.FINGERPRINTS);
    }

    private static void print(String what, double seconds, double ratio, String of) {
        System.out.printf(Locale.ROOT, "  %-22s %8.3f s  %8.1f %s%n", what, seconds, ratio, of);
    }

    private Object inspect() {
        Inspection found =
                aws.tables().inspect(database(), Profile.unknown("spacelift"), () -> false);
        if (!(found instanceof Inspection.Seen(var columns, var unread))
                || !unread.isEmpty()
                || columns.getFirst().sealed() != columns.getFirst().rows()) {
            throw new IllegalStateException("not the census that was laid out: " + found);
        }
        return found;
    }

    private Object examine() {
        Install current = current();
        Evidence evidence =
                new Examiner(aws.tables(), aws.keys())
                        .examine(
                                current,
                                Profile.unknown("spacelift"),
                                List.of(KeyArn.of(Story.FORMER_KEY)),
                                java.time.Instant.now(),
                                () -> false);
        long open = evidence.rows(Sealer.Unresolved.class::isInstance);
        if (evidence.columns().isEmpty() || open > 0) {
            throw new IllegalStateException(open + " rows are unresolved");
        }
        return evidence;
    }

    private Install current() {
        Install story = InstallBuilder.current();
        return new Install(
                story.id(),
                story.product(),
                story.version(),
                story.environment(),
                story.account(),
                story.region(),
                story.keys(),
                story.roles(),
                database(),
                story.installedAt(),
                story.uninstalledAt(),
                story.recordedBy());
    }

    /// The most that was live at once during a census, seen by collecting garbage all the while.
    private long peak() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong peak = new AtomicLong();
        Thread watcher =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!done.get()) {
                                System.gc();
                                long used =
                                        ManagementFactory.getMemoryMXBean()
                                                .getHeapMemoryUsage()
                                                .getUsed();
                                peak.accumulateAndGet(used, Math::max);
                            }
                        });
        inspect();
        done.set(true);
        watcher.join();
        return peak.get();
    }

    private DatabaseRef database() {
        return new DatabaseRef(
                stack.engine(),
                Story.PRODUCT_CLUSTER,
                stack.productDatabase(),
                Story.READER_SECRET);
    }

    private static double median(Callable<?> work) throws Exception {
        double[] seconds = new double[ROUNDS];
        seconds(work);
        for (int i = 0; i < ROUNDS; i++) {
            seconds[i] = seconds(work);
        }
        java.util.Arrays.sort(seconds);
        return seconds[ROUNDS / 2];
    }

    private static double seconds(Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        return (System.nanoTime() - start) / 1e9;
    }
}
