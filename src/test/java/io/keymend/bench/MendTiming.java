package io.keymend.bench;

import io.keymend.aws.AwsAdapters;
import io.keymend.evidence.ColumnName;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.TableName;
import io.keymend.install.DatabaseRef;
import io.keymend.install.Engine;
import io.keymend.json.Json;
import io.keymend.local.LocalStack;
import io.keymend.local.Story;
import io.keymend.localaws.Database;
import io.keymend.localaws.MariaDatabase;
import io.keymend.localaws.PostgresDatabase;
import io.keymend.mend.Action;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.RowFinder;
import io.keymend.mend.RowMender;
import io.keymend.mend.Selection;
import io.keymend.mend.Target;
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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How long a purge with its journal takes, as a ratio to a bare DELETE of the same rows.
///
/// Arguments: the engine, `postgresql` or `mysql`; the number of stale rows, of as many again that
/// are fine; the number of runs.
final class MendTiming {
    private final LocalStack stack;
    private final AwsAdapters adapters;
    private final int rows;

    private MendTiming(Database server, int rows) throws SQLException {
        this.stack = LocalStack.alone(server, InstantSource.system());
        this.rows = rows;
        this.adapters =
                new AwsAdapters(
                        stack.clients(),
                        database(),
                        Story.TOPIC,
                        Optional.empty(),
                        InstantSource.system(),
                        new Json());
    }

    public static void main(String[] arguments) throws SQLException {
        boolean postgres = arguments[0].equals("postgresql");
        Database server = postgres ? PostgresDatabase.start() : MariaDatabase.start();
        MendTiming timing = new MendTiming(server, Integer.parseInt(arguments[1]));
        timing.prepare();
        for (int run = 0; run < Integer.parseInt(arguments[2]); run++) {
            timing.run(run);
        }
        System.exit(0);
    }

    private RowMender mender() {
        return adapters.writing(Story.MENDER_SECRET).mender(database());
    }

    private DatabaseRef database() {
        return new DatabaseRef(
                stack.engine(),
                Story.PRODUCT_CLUSTER,
                stack.productDatabase(),
                Story.READER_SECRET);
    }

    private boolean postgres() {
        return stack.engine() == Engine.POSTGRESQL;
    }

    private void sql(String... statements) throws SQLException {
        stack.server().run(stack.productDatabase(), statements);
    }

    private void prepare() throws SQLException {
        io.keymend.local.Reinstall.keys(stack);
        byte[] former = stack.kms().seal(Story.FORMER_KEY, new byte[40], Map.of());
        byte[] current = stack.kms().seal(Story.CURRENT_KEY, new byte[40], Map.of());
        String series =
                postgres()
                        ? "generate_series(1, " + 2 * rows + ") AS s (n)"
                        : "(SELECT seq AS n FROM seq_1_to_" + 2 * rows + ") AS s";
        sql(
                "CREATE TABLE kept (id bigint PRIMARY KEY, name varchar(100), v text, note text,"
                        + " created timestamp NULL)",
                "INSERT INTO kept SELECT n, CONCAT('secret number ', n), CASE WHEN n % 2 = 0 THEN '"
                        + Base64.getEncoder().encodeToString(former)
                        + "' ELSE '"
                        + Base64.getEncoder().encodeToString(current)
                        + "' END, CASE WHEN n % 3 = 0 THEN NULL ELSE 'a note of some length' END,"
                        + " '2026-01-01 00:00:00' FROM "
                        + series,
                "CREATE TABLE t (id bigint PRIMARY KEY, name varchar(100), v text, note text,"
                        + " created timestamp NULL)",
                "CREATE INDEX t_name ON t (name)",
                postgres()
                        ? "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + stack.reader()
                        : "GRANT SELECT ON `spacelift`.* TO '" + stack.reader() + "'@'%'");
        stack.allowMending();
        mender().createJournal();
    }

    private void refill() throws SQLException {
        sql("TRUNCATE TABLE t", "INSERT INTO t SELECT * FROM kept");
        sql(postgres() ? "VACUUM ANALYZE t" : "ANALYZE TABLE t");
    }

    private void run(int run) throws SQLException {
        refill();
        long start = System.nanoTime();
        sql("DELETE FROM t WHERE id % 2 = 0");
        long bare = System.nanoTime() - start;
        refill();
        Target target =
                new Target(
                        new ColumnName(
                                new TableName(postgres() ? "public" : "spacelift", "t"), "v"),
                        List.of(new KeyColumn("id", false)),
                        new Action.Delete());
        start = System.nanoTime();
        List<PlannedRow> planned = plan(target);
        long planning = System.nanoTime() - start;
        Permit permit = Permits.of(new PlanId("%064x".formatted(run + 1)));
        RowMender mender = mender();
        start = System.nanoTime();
        for (int from = 0; from < planned.size(); from += RowMender.MOST_ROWS) {
            mender.apply(permit, target, chunk(planned, from));
        }
        long purge = System.nanoTime() - start;
        Permit undoing =
                Permits.of(permit.plan(), Mode.RESEAL, Permit.Purpose.RESTORE, Instant.MAX);
        start = System.nanoTime();
        int back = 0;
        for (int from = 0; from < planned.size(); from += RowMender.MOST_ROWS) {
            List<RowKey> keys = chunk(planned, from).stream().map(PlannedRow::key).toList();
            back += mender.restore(undoing, target.column(), keys).restored();
        }
        long restore = System.nanoTime() - start;
        System.out.printf(
                "%s %d rows: bare delete %d ms, plan %d ms, purge %d ms (%.2f), restore of %d %d"
                        + " ms%n",
                stack.engine(),
                planned.size(),
                bare / 1_000_000,
                planning / 1_000_000,
                purge / 1_000_000,
                (double) purge / bare,
                back,
                restore / 1_000_000);
    }

    private static List<PlannedRow> chunk(List<PlannedRow> rows, int from) {
        return rows.subList(from, Math.min(rows.size(), from + RowMender.MOST_ROWS));
    }

    private List<PlannedRow> plan(Target target) {
        RowFinder finder = adapters.reach().finder(database());
        Selection selection =
                new Selection.Fingerprinted(
                        Fingerprint.at(stack.kms().fingerprint(Story.FORMER_KEY), 0),
                        Encoding.BASE64);
        List<PlannedRow> all = new ArrayList<>();
        RowFinder.Page page;
        do {
            Optional<RowKey> after =
                    all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().key());
            page = finder.rows(target, selection, after);
            all.addAll(page.rows());
        } while (!page.isLast());
        return all;
    }
}
