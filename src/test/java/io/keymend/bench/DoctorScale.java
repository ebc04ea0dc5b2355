package io.keymend.bench;

import io.keymend.aead.Conclusion;
import io.keymend.aws.AwsAdapters;
import io.keymend.doctor.Doctor;
import io.keymend.doctor.Examination;
import io.keymend.install.DatabaseRef;
import io.keymend.install.OwnKey;
import io.keymend.json.Json;
import io.keymend.local.LocalStack;
import io.keymend.local.SemaphoreLayout;
import io.keymend.local.SemaphoreMove;
import io.keymend.local.Story;
import io.keymend.localaws.Database;
import io.keymend.localaws.MariaDatabase;
import io.keymend.localaws.PostgresDatabase;

import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A whole look of the doctor over many keys, all sealed with the version before the current one:
/// rows by second through the local Data API, and the most that is live at once.
final class DoctorScale {
    private static final int FEW = 10_000;
    private static final long BETWEEN_NANOS = 100_000_000;
    private static final int MANY = Math.min(Integer.getInteger("rows", 100_000), 100_000);

    private DoctorScale() {}

    /// Ends the process: servers left open by a failure would keep it.
    static void main() {
        try {
            for (Database server : List.of(PostgresDatabase.start(), MariaDatabase.start())) {
                try (server) {
                    measure(server, FEW);
                    measure(server, MANY);
                }
            }
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void measure(Database server, int rows) throws Exception {
        try (LocalStack stack = LocalStack.sharing(server, InstantSource.system())) {
            layOut(stack, rows);
            Doctor doctor = doctor(stack);
            double seconds = look(stack, doctor, rows);
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %,8d rows  %7.2f s  %,9.0f rows/s  peak live heap %5.1f MB%n",
                    server.engine(),
                    rows,
                    seconds,
                    rows / seconds,
                    peak(stack, doctor, rows) / 1e6);
        }
    }

    private static void layOut(LocalStack stack, int rows) throws SQLException {
        String old = SemaphoreLayout.newKey();
        SemaphoreMove.keep(stack, SemaphoreMove.KEY_SECRET, old);
        stack.secrets().putSecretValue(SemaphoreMove.KEY_SECRET, SemaphoreLayout.newKey());
        SemaphoreLayout semaphore = SemaphoreLayout.create(stack);
        List<String> secrets = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            secrets.add(SemaphoreLayout.seal(old, "token " + i));
        }
        semaphore.keys(secrets, semaphore.project("Web"));
        semaphore.grantReader();
    }

    private static Doctor doctor(LocalStack stack) {
        AwsAdapters aws =
                new AwsAdapters(
                        stack.clients(),
                        database(stack),
                        Story.TOPIC,
                        Optional.empty(),
                        InstantSource.system(),
                        new Json());
        return new Doctor(aws.secretTables(), aws.ownKeys());
    }

    private static double look(LocalStack stack, Doctor doctor, int rows) {
        long start = System.nanoTime();
        Examination found =
                doctor.examine(
                        database(stack),
                        new OwnKey(
                                List.of(
                                        new OwnKey.Kept(
                                                OwnKey.As.ENVIRONMENT,
                                                SemaphoreMove.KEY_SECRET,
                                                "")),
                                Optional.empty()),
                        () -> false);
        if (!(found instanceof Examination.Seen seen)
                || !(seen.wards().getFirst().conclusion()
                        instanceof Conclusion.WrongKey(_, _, var wrong, _))
                || wrong != rows) {
            throw new IllegalStateException("not what was laid out: " + found);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /// Seen by collecting garbage ten times a second.
    private static long peak(LocalStack stack, Doctor doctor, int rows)
            throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong peak = new AtomicLong();
        Thread watcher =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!done.get()) {
                                LockSupport.parkNanos(BETWEEN_NANOS);
                                System.gc();
                                peak.accumulateAndGet(
                                        ManagementFactory.getMemoryMXBean()
                                                .getHeapMemoryUsage()
                                                .getUsed(),
                                        Math::max);
                            }
                        });
        look(stack, doctor, rows);
        done.set(true);
        watcher.join();
        return peak.get();
    }

    private static DatabaseRef database(LocalStack stack) {
        return new DatabaseRef(
                stack.engine(),
                Story.PRODUCT_CLUSTER,
                stack.productDatabase(),
                Story.READER_SECRET);
    }
}
