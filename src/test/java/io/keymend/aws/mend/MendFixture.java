package io.keymend.aws.mend;

import io.keymend.aws.OpenClients;
import io.keymend.aws.TablesFixture;
import io.keymend.aws.api.DataApi;
import io.keymend.denial.KeyArn;
import io.keymend.evidence.ColumnName;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.TableName;
import io.keymend.install.DatabaseRef;
import io.keymend.local.Story;
import io.keymend.localaws.Database;
import io.keymend.mend.Action;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.RestoreOutcome;
import io.keymend.mend.RowFinder;
import io.keymend.mend.RowMender;
import io.keymend.mend.Selection;
import io.keymend.mend.Target;
import io.keymend.remedy.Permit;
import io.keymend.remedy.Permits;
import io.keymend.remedy.PlanId;
import io.keymend.seal.Encoding;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A product's database with sealed rows, a mending user, and the journal.
public abstract class MendFixture extends TablesFixture {
    protected static final PlanId PLAN = new PlanId("ab".repeat(32));
    protected static final Permit PERMIT = Permits.of(PLAN);
    static final Action DELETE = new Action.Delete();
    static final Action TO_NULL = new Action.Reset(Optional.empty());
    protected static final Action RESEAL =
            new Action.Reseal(KeyArn.of(Story.FORMER_KEY), KeyArn.of(Story.CURRENT_KEY), Map.of());

    protected MendFixture(Database server) {
        super(server);
    }

    /// Runs the statements, then lets the reading and the mending user in and makes the journal.
    protected final void given(String... statements) throws SQLException {
        sql(statements);
        grantAll();
        stack.allowMending();
        mender().createJournal();
    }

    protected final RowMender mender() {
        return mender(RdsDataMender.LARGEST_REQUEST);
    }

    /// @param largest about how many characters of rows go into one request
    final RowMender mender(int largest) {
        return new RdsDataMender(api(Story.MENDER_SECRET), stack.engine(), largest);
    }

    final RowFinder finder() {
        return new RdsDataRows(api(Story.READER_SECRET), stack.engine());
    }

    final DataApi api(String secret) {
        DatabaseRef where =
                new DatabaseRef(
                        stack.engine(), Story.PRODUCT_CLUSTER, stack.productDatabase(), secret);
        return new DataApi(OpenClients.rdsData(stack.clients()).of(where.clusterArn()), where);
    }

    final TableName table(String name) {
        return new TableName(postgres() ? "public" : stack.productDatabase(), name);
    }

    protected final Target target(String table, String column, Action action, String... key) {
        return new Target(
                new ColumnName(table(table), column),
                List.of(key).stream().map(name -> new KeyColumn(name, false)).toList(),
                action);
    }

    /// The rows of a target that the former key sealed.
    protected final List<PlannedRow> stale(Target target) {
        return all(target, new Selection.Fingerprinted(former(), Encoding.BASE64));
    }

    protected final List<PlannedRow> all(Target target, Selection selection) {
        List<PlannedRow> rows = new ArrayList<>();
        RowFinder.Page page;
        do {
            page = finder().rows(target, selection, last(rows));
            rows.addAll(page.rows());
        } while (!page.isLast());
        return rows;
    }

    private static Optional<RowKey> last(List<PlannedRow> rows) {
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getLast().key());
    }

    final ChunkOutcome apply(Target target) {
        return mender().apply(PERMIT, target, stale(target));
    }

    protected final RestoreOutcome restore(Target target, List<PlannedRow> rows) {
        return mender().restore(
                        PERMIT, target.column(), rows.stream().map(PlannedRow::key).toList());
    }

    static RowKey key(String... values) {
        return new RowKey(List.of(values));
    }

    /// Every row as the database itself writes it down, sorted.
    protected final List<String> dump(String table) throws SQLException {
        String all =
                postgres()
                        ? "SELECT encode(record_send(t), 'hex'), t::text FROM " + name(table) + " t"
                        : "SELECT * FROM " + name(table);
        List<String> rows = new ArrayList<>();
        try (Connection connection = stack.server().admin(stack.productDatabase());
                Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery(all)) {
                while (found.next()) {
                    rows.add(line(found));
                }
            }
            rows.sort(null);
            if (!postgres()) {
                try (ResultSet sum = statement.executeQuery("CHECKSUM TABLE " + name(table))) {
                    sum.next();
                    rows.add(sum.getString(2));
                }
            }
        }
        return rows;
    }

    private static String line(ResultSet row) throws SQLException {
        StringBuilder line = new StringBuilder();
        for (int at = 1; at <= row.getMetaData().getColumnCount(); at++) {
            line.append(value(row, at)).append('|');
        }
        return line.toString();
    }

    /// The driver gives bytes of texts and bytes, and text of the rest.
    private static String value(ResultSet row, int at) throws SQLException {
        try {
            byte[] value = row.getBytes(at);
            return value == null ? "NULL" : HexFormat.of().formatHex(value);
        } catch (SQLException _) {
            return String.valueOf(row.getString(at));
        }
    }

    protected final long asked(String sql) throws SQLException {
        try (Connection connection = stack.server().admin(stack.productDatabase());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
