package io.keymend.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.Keymend;
import io.keymend.KeymendFunction;
import io.keymend.Settings;
import io.keymend.local.LocalStack;
import io.keymend.local.Reinstall;
import io.keymend.local.Story;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// One plan, made and carried out by the function, with too little time for one run.
final class WholeMend {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int RUNS = 50;
    private static final long BETWEEN_NANOS = 100_000_000;

    /// A run has time to look at everything, and for a part of the rows.
    private static final int LEAST_SECONDS = 4;

    private static final int ROWS_A_SECOND = 4_000;

    private final LocalStack stack;
    private final String mode;
    private final int rows;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Keymend keymend;
    private final AtomicBoolean watched = new AtomicBoolean(true);
    private final AtomicLong peak = new AtomicLong();
    private final AtomicLong kmsCalls = new AtomicLong();

    WholeMend(LocalStack stack, String mode, int rows) throws IOException, SQLException {
        this.stack = stack;
        this.mode = mode;
        this.rows = rows;
        new MendTable(stack, rows).fill();
        Map<String, String> environment = new TreeMap<>(stack.environment());
        environment.put("KEYMEND_MODE", mode);
        environment.put("KEYMEND_WRITER_SECRET_ARN", Story.MENDER_SECRET);
        environment.put("KEYMEND_MOST_LOST", "1000000");
        environment.put("KEYMEND_MOST_RESEALED", "1000000");
        environment.put("KEYMEND_MOST_PERCENT", "99");
        this.keymend =
                new Keymend(
                        Settings.from(environment),
                        stack.clients(),
                        InstantSource.system(),
                        new PrintStream(log, true, StandardCharsets.UTF_8));
        Reinstall.record(stack, new KeymendFunction(keymend));
        send(command("create-journal").put("install", "spacelift-2026"), 600);
    }

    void run() throws IOException, InterruptedException {
        ObjectNode asked = command("plan").put("install", "spacelift-2026").put("mode", mode);
        if (mode.equals("reseal")) {
            asked.putObject("context");
        }
        long start = System.nanoTime();
        JsonNode planned = send(asked, 600);
        double planning = (System.nanoTime() - start) / 1e9;
        if (!planned.path("rows").asText().equals(Integer.toString(rows))) {
            throw new IllegalStateException(planned.toString());
        }
        ObjectNode apply =
                command("apply")
                        .put("plan", planned.path("plan").asText())
                        .put("rows", planned.path("rows").asText());
        Thread watcher = watched();
        start = System.nanoTime();
        int runs = applied(apply, LEAST_SECONDS + rows / ROWS_A_SECOND);
        double applying = (System.nanoTime() - start) / 1e9;
        watched.set(false);
        watcher.join();
        List<String> progress = progress();
        System.out.printf(
                Locale.ROOT,
                "  %s, the whole of %,d rows: plan %.1f s, apply %.1f s in %d runs, %.3f calls to"
                        + " KMS a row, peak live heap %.1f MB%n    %d lines of progress, the last:"
                        + " %s%n",
                mode,
                rows,
                planning,
                applying,
                runs,
                (double) kmsCalls.get() / rows,
                peak.get() / 1e6,
                progress.size(),
                progress.getLast());
    }

    /// @param seconds that each run has
    private int applied(ObjectNode apply, int seconds) throws IOException {
        for (int run = 1; run <= RUNS; run++) {
            JsonNode answer = send(apply, seconds);
            switch (answer.path("outcome").asText()) {
                case "applied" -> {
                    return run;
                }
                case "unfinished" -> {}
                default -> throw new IllegalStateException(answer.toString());
            }
        }
        throw new IllegalStateException("not done in " + RUNS + " runs");
    }

    /// Sees the most that was live at once, by collecting garbage ten times a second, and keeps the
    /// stand-ins from remembering every call.
    private Thread watched() {
        stack.kms().forgetCalls();
        return Thread.ofPlatform()
                .start(() -> {
                    while (watched.get()) {
                        LockSupport.parkNanos(BETWEEN_NANOS);
                        kmsCalls.addAndGet(stack.kms().forgetCalls());
                        stack.rdsData().forgetCalls();
                        stack.rdsData().forgetStatements();
                        System.gc();
                        long used =
                                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
                        peak.accumulateAndGet(used, Math::max);
                    }
                    kmsCalls.addAndGet(stack.kms().forgetCalls());
                });
    }

    private static ObjectNode command(String name) {
        return MAPPER.createObjectNode().put("command", name);
    }

    /// @param seconds after which no time is left
    private JsonNode send(ObjectNode command, int seconds) throws IOException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        String answer =
                keymend.handle(MAPPER.writeValueAsBytes(command), () -> System.nanoTime() > end);
        JsonNode read = MAPPER.readTree(answer);
        if (read.has("error")) {
            throw new IllegalStateException(answer);
        }
        return read;
    }

    private List<String> progress() {
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("\"message\":\"mending\""))
                .toList();
    }
}
