package io.keymend.bench;

import io.keymend.evidence.ColumnName;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.TableName;
import io.keymend.install.DatabaseRef;
import io.keymend.install.Engine;
import io.keymend.local.LocalStack;
import io.keymend.local.Reinstall;
import io.keymend.local.Story;
import io.keymend.mend.Action;
import io.keymend.mend.Target;

import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// A table in which every other row is sealed by the former key, the rest by the current one.
final class MendTable {
    static final String STALE = "id % 2 = 0";

    private static final String COLUMNS =
            " (id bigint PRIMARY KEY, name varchar(100), client_secret text, note text, created"
                    + " timestamp NULL)";

    private final LocalStack stack;
    private final int rows;

    /// @param rows how many are stale
    MendTable(LocalStack stack, int rows) throws SQLException {
        this.stack = stack;
        this.rows = rows;
        Reinstall.keys(stack);
        sql(
                "CREATE TABLE oidc_settings" + COLUMNS,
                "CREATE INDEX by_name ON oidc_settings (name)",
                postgres()
                        ? "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + stack.reader()
                        : "GRANT SELECT ON `%s`.* TO '%s'@'%%'"
                                .formatted(stack.productDatabase(), stack.reader()));
        stack.allowMending();
    }

    /// Fills it anew.
    void fill() throws SQLException {
        sql(
                "TRUNCATE TABLE oidc_settings",
                "INSERT INTO oidc_settings SELECT n, CONCAT('setting number ', n), CASE WHEN n % 2"
                        + " = 0 THEN '"
                        + sealed(Story.FORMER_KEY)
                        + "' ELSE '"
                        + sealed(Story.CURRENT_KEY)
                        + "' END, CASE WHEN n % 3 = 0 THEN NULL ELSE 'a note of some length' END,"
                        + " '2026-01-01 00:00:00' FROM "
                        + (postgres()
                                ? "generate_series(1, " + 2 * rows + ") AS s (n)"
                                : "(SELECT seq AS n FROM seq_1_to_" + 2 * rows + ") AS s"));
        sql(postgres() ? "VACUUM ANALYZE oidc_settings" : "ANALYZE TABLE oidc_settings");
    }

    /// The least a change with a copy takes: the stale rows are kept elsewhere and deleted, and
    /// nothing is asked of any row.
    String[] copied() {
        return postgres()
                ? new String[] {
                    "WITH gone AS (DELETE FROM oidc_settings WHERE "
                            + STALE
                            + " RETURNING *) INSERT INTO copied SELECT * FROM gone"
                }
                : new String[] {
                    "INSERT INTO copied SELECT * FROM oidc_settings WHERE " + STALE,
                    "DELETE FROM oidc_settings WHERE " + STALE
                };
    }

    /// A value in base64.
    String sealed(String key) {
        return Base64.getEncoder().encodeToString(stack.kms().seal(key, new byte[40], Map.of()));
    }

    void sql(String... statements) throws SQLException {
        stack.server().run(stack.productDatabase(), statements);
    }

    Target target(Action action) {
        String schema = postgres() ? "public" : stack.productDatabase();
        return new Target(
                new ColumnName(new TableName(schema, "oidc_settings"), "client_secret"),
                List.of(new KeyColumn("id", false)),
                action);
    }

    DatabaseRef database() {
        return new DatabaseRef(
                stack.engine(),
                Story.PRODUCT_CLUSTER,
                stack.productDatabase(),
                Story.READER_SECRET);
    }

    private boolean postgres() {
        return stack.engine() == Engine.POSTGRESQL;
    }
}
