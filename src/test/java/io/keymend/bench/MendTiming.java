package io.keymend.bench;

import io.keymend.aws.AwsAdapters;
import io.keymend.denial.KeyArn;
import io.keymend.evidence.RowKey;
import io.keymend.json.Json;
import io.keymend.local.LocalStack;
import io.keymend.local.Story;
import io.keymend.localaws.Database;
import io.keymend.localaws.MariaDatabase;
import io.keymend.localaws.PostgresDatabase;
import io.keymend.mend.Action;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.RowFinder;
import io.keymend.mend.RowMender;
import io.keymend.mend.Selection;
import io.keymend.mend.Target;
import io.keymend.mend.Writing;
import io.keymend.remedy.Mode;
import io.keymend.remedy.Permit;
import io.keymend.remedy.Permits;
import io.keymend.remedy.PlanId;
import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/// How long mending takes chunk by chunk beside one plain statement for the same rows, and what a
/// whole `apply` needs.
final class MendTiming {
    private static final int ROWS = Integer.getInteger("rows", 100_000);
    private static final int FEW = Math.min(10_000, ROWS);
    private static final int ROUNDS = 3;

    private final LocalStack stack;
    private final MendTable table;
    private final AwsAdapters aws;
    private final Writing writing;

    private MendTiming(LocalStack stack) throws SQLException {
        this.stack = stack;
        this.table = new MendTable(stack, ROWS);
        this.aws =
                new AwsAdapters(
                        stack.clients(),
                        table.database(),
                        Story.TOPIC,
                        Optional.empty(),
                        InstantSource.system(),
                        new Json());
        this.writing = aws.writing(Story.MENDER_SECRET);
    }

    /// Ends the process: servers left open by a failure would keep it.
    static void main() {
        try {
            try (Database server = PostgresDatabase.start()) {
                measure(server);
            }
            try (Database server = MariaDatabase.start()) {
                measure(server);
            }
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void measure(Database server) throws Exception {
        System.out.printf("%n%s, %,d rows of %,d%n", server.engine(), ROWS, 2 * ROWS);
        try (LocalStack stack = LocalStack.sharing(server, InstantSource.system())) {
            new MendTiming(stack).chunks();
        }
        for (String mode : List.of("purge-superseded", "reseal")) {
            for (int rows : IntStream.of(FEW, ROWS).distinct().toArray()) {
                try (LocalStack stack = LocalStack.sharing(server, InstantSource.system())) {
                    new WholeMend(stack, mode, rows).run();
                }
            }
        }
    }

    private RowMender mender() {
        return writing.mender(table.database());
    }

    private void chunks() throws SQLException {
        mender().createJournal();
        double[] delete = new double[ROUNDS];
        double[] update = new double[ROUNDS];
        double[] copied = new double[ROUNDS];
        double[] purge = new double[ROUNDS];
        double[] restore = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            delete[round] = statement("DELETE FROM oidc_settings WHERE " + MendTable.STALE);
            update[round] =
                    statement(
                            "UPDATE oidc_settings SET client_secret = '"
                                    + table.sealed(Story.CURRENT_KEY)
                                    + "' WHERE "
                                    + MendTable.STALE);
            copied[round] = copied();
            table.fill();
            Target target = table.target(new Action.Delete());
            List<PlannedRow> planned = plan(target);
            purge[round] = purge(target, planned, round);
            restore[round] = restore(target, planned, round);
        }
        print("plain DELETE", median(delete), "");
        print("DELETE with a copy", median(copied), times(median(copied), median(delete)));
        print("purge with journal", median(purge), times(median(purge), median(delete)));
        print("restore", median(restore), times(median(restore), median(delete)));
        print("plain UPDATE", median(update), "");
        reseal(median(update));
    }

    /// Of a fresh table, as the administrator.
    private double statement(String sql) throws SQLException {
        table.fill();
        long start = System.nanoTime();
        table.sql(sql);
        return seconds(start);
    }

    private double copied() throws SQLException {
        table.fill();
        table.sql("CREATE TABLE copied (LIKE oidc_settings)");
        long start = System.nanoTime();
        table.sql(table.copied());
        double seconds = seconds(start);
        table.sql("DROP TABLE copied");
        return seconds;
    }

    private double purge(Target target, List<PlannedRow> planned, int round) {
        RowMender mender = mender();
        long start = System.nanoTime();
        each(planned, chunk -> changed(mender.apply(permit(round), target, chunk)));
        return seconds(start);
    }

    private double restore(Target target, List<PlannedRow> planned, int round) {
        Permit undoing =
                Permits.of(permit(round).plan(), Mode.RESEAL, Permit.Purpose.RESTORE, Instant.MAX);
        RowMender mender = mender();
        long start = System.nanoTime();
        each(
                planned,
                chunk -> {
                    List<RowKey> keys = chunk.stream().map(PlannedRow::key).toList();
                    return mender.restore(undoing, target.column(), keys).restored();
                });
        return seconds(start);
    }

    private void reseal(double update) throws SQLException {
        Action action =
                new Action.Reseal(
                        KeyArn.of(Story.FORMER_KEY), KeyArn.of(Story.CURRENT_KEY), Map.of());
        table.fill();
        Target target = table.target(action);
        List<PlannedRow> planned = plan(target);
        RowMender mender = mender();
        stack.kms().forgetCalls();
        long start = System.nanoTime();
        each(
                planned,
                chunk -> changed(mender.reseal(permit(ROUNDS), target, chunk, writing.resealer())));
        double seconds = seconds(start);
        print("re-seal, once", seconds, times(seconds, update));
        print(
                "KMS calls a row",
                (double) stack.kms().forgetCalls() / planned.size(),
                "in the re-seal's chunks");
    }

    private static Permit permit(int round) {
        return Permits.of(new PlanId("%064x".formatted(round + 1)));
    }

    private static int changed(ChunkOutcome outcome) {
        return outcome.changed();
    }

    /// Chunk by chunk.
    private static void each(List<PlannedRow> rows, ToIntFunction<List<PlannedRow>> work) {
        int done = 0;
        for (int from = 0; from < rows.size(); from += RowMender.MOST_ROWS) {
            int to = Math.min(rows.size(), from + RowMender.MOST_ROWS);
            done += work.applyAsInt(rows.subList(from, to));
        }
        if (done != ROWS) {
            throw new IllegalStateException("of " + ROWS + " rows " + done + " were changed");
        }
    }

    private List<PlannedRow> plan(Target target) {
        RowFinder finder = aws.reach().finder(table.database());
        Selection selection =
                new Selection.Fingerprinted(
                        Fingerprint.at(stack.kms().fingerprint(Story.FORMER_KEY), 0),
                        Encoding.BASE64);
        Function<Optional<RowKey>, RowFinder.Page> page =
                after -> finder.rows(target, selection, after);
        List<PlannedRow> all = new ArrayList<>();
        RowFinder.Page next = page.apply(Optional.empty());
        all.addAll(next.rows());
        while (!next.isLast()) {
            next = page.apply(Optional.of(all.getLast().key()));
            all.addAll(next.rows());
        }
        return all;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String times(double mend, double plain) {
        return String.format(Locale.ROOT, "%.1f x the plain statement", mend / plain);
    }

    private static void print(String what, double value, String more) {
        System.out.printf(Locale.ROOT, "  %-22s %9.3f  %s%n", what, value, more);
    }
}
