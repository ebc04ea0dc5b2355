package io.keymend.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.aws.tables.Dialect;
import io.keymend.aws.tables.RdsDataTables;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.Inspection;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.TableInspector.Sample;
import io.keymend.install.DatabaseRef;
import io.keymend.install.Engine;
import io.keymend.local.LocalStack;
import io.keymend.local.Reinstall;
import io.keymend.local.Story;
import io.keymend.localaws.Database;
import io.keymend.profile.Profile;
import io.keymend.seal.Fingerprint;

import org.junit.jupiter.api.AfterEach;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// A product's database with the story's keys, and Keymend's reading user, who may SELECT what the
/// test grants.
public abstract class TablesFixture {
    protected final LocalStack stack;

    protected TablesFixture(Database server) {
        try {
            stack = LocalStack.sharing(server, InstantSource.system());
        } catch (SQLException e) {
            throw new IllegalStateException("no local stack", e);
        }
        Reinstall.keys(stack);
    }

    @AfterEach
    protected void close() {
        stack.close();
    }

    protected final boolean postgres() {
        return stack.engine() == Engine.POSTGRESQL;
    }

    /// What a look finds, with the rows of every group named.
    protected final Inspection inspect(Profile profile) {
        return inspect(profile, () -> false);
    }

    protected final Inspection inspect(Profile profile, BooleanSupplier timeIsUp) {
        return switch (tables().inspect(database(), profile, timeIsUp)) {
            case Inspection.Unseen unseen -> unseen;
            case Inspection.Seen(var columns, var unread) ->
                    new Inspection.Seen(columns.stream().map(this::named).toList(), unread);
        };
    }

    private ColumnCensus named(ColumnCensus column) {
        return column.withGroups(
                column.groups().stream()
                        .map(group ->
                                group.isReadRowByRow()
                                        ? group
                                        : group.withFirst(tables().rows(database(), column, group)))
                        .toList());
    }

    /// Whether a whole value of the group can be had for a probe.
    protected final boolean hasSample(ColumnCensus column, SealedGroup group) {
        return tables().sample(database(), column, group) instanceof Sample.Whole;
    }

    private RdsDataTables tables() {
        return new RdsDataTables(stack.clients().rdsData());
    }

    private DatabaseRef database() {
        return new DatabaseRef(
                stack.engine(),
                Story.PRODUCT_CLUSTER,
                stack.productDatabase(),
                Story.READER_SECRET);
    }

    /// The columns that hold seals, of a database of which every table can be read.
    protected final List<ColumnCensus> columns() {
        Inspection.Seen seen = seen();
        assertThat(seen.unread()).as("unread").isEmpty();
        return seen.columns();
    }

    protected final Inspection.Seen seen() {
        return (Inspection.Seen) inspect(Profile.unknown("spacelift"));
    }

    /// The only column that holds seals.
    protected final ColumnCensus column() {
        assertThat(columns()).hasSize(1);
        return columns().getFirst();
    }

    protected final void sql(String... statements) throws SQLException {
        stack.server().run(stack.productDatabase(), statements);
    }

    /// Lets the reading user read every table there is now.
    protected final void grantAll() throws SQLException {
        sql(
                postgres()
                        ? "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + stack.reader()
                        : "GRANT SELECT ON "
                                + stack.productDatabase()
                                + ".* TO '"
                                + stack.reader()
                                + "'@'%'");
    }

    protected final byte[] blob(String key) {
        return stack.kms().seal(key, "secret".getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /// A value of the former key in base64, as an SQL literal.
    protected final String base64() {
        return "'" + Base64.getEncoder().encodeToString(blob(Story.FORMER_KEY)) + "'";
    }

    /// A value of the former key in upper-case hexadecimal, as an SQL literal.
    protected final String hex() {
        return "'" + HexFormat.of().withUpperCase().formatHex(blob(Story.FORMER_KEY)) + "'";
    }

    /// Bytes as an SQL literal.
    protected final String bytes(byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes);
        return postgres() ? "'\\x" + hex + "'::bytea" : "x'" + hex + "'";
    }

    protected final String bytesType() {
        return postgres() ? "bytea" : "varbinary(6200)";
    }

    /// An identifier in the engine's quotes.
    protected final String name(String identifier) {
        return Dialect.of(stack.engine()).name(identifier);
    }

    protected final Fingerprint former() {
        return Fingerprint.at(stack.kms().fingerprint(Story.FORMER_KEY), 0);
    }

    protected final Fingerprint current() {
        return Fingerprint.at(stack.kms().fingerprint(Story.CURRENT_KEY), 0);
    }

    protected static List<String> keys(SealedGroup group) {
        return group.first().stream()
                .map(RowKey::values)
                .map(values -> String.join(",", values))
                .toList();
    }
}
