package io.keymend.aws.history;

import io.keymend.aws.api.AwsFailures;
import io.keymend.aws.api.DataApi;
import io.keymend.aws.api.SchemaFile;
import io.keymend.aws.api.Timestamps;
import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.install.DatabaseRef;
import io.keymend.install.Engine;
import io.keymend.install.HeldKey;
import io.keymend.install.HistoryUnavailable;
import io.keymend.install.Install;
import io.keymend.install.InstallHistory;
import io.keymend.install.KeyRole;
import io.keymend.install.RolePattern;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rdsdata.model.Field;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The install history in schema `keymend`, through the RDS Data API.
public final class RdsDataHistory implements InstallHistory {
    private static final int PAGE = 500;
    private static final List<String> PARTS =
            List.of("install_key", "install_role", "install_own_key", "install_kept_key");

    private static final String ALL =
            """
            SELECT i.id, i.product, i.version, i.environment, i.account, i.region, i.engine, i.cluster_arn, i.database_name,
              i.secret_arn, i.installed_at, i.uninstalled_at, i.recorded_by, held.kind, held.arn, held.role, held.pointer
            FROM keymend.install i
            LEFT JOIN (SELECT install_id, 'key' AS kind, 0 AS place, key_arn AS arn, key_role AS role, '' AS pointer
                         FROM keymend.install_key
                       UNION ALL SELECT install_id, 'role', 0, role_arn, '', '' FROM keymend.install_role
                       UNION ALL SELECT install_id, 'own', 0, log_group, '', '' FROM keymend.install_own_key
                       UNION ALL SELECT install_id, 'kept', place, secret_arn, kept_as, pointer FROM keymend.install_kept_key
                      ) AS held
              ON held.install_id = i.id
            ORDER BY i.installed_at, i.id, held.kind, held.place, held.arn LIMIT 500 OFFSET :skip
            """;

    private final DataApi database;
    private final Engine engine;
    private final InstantSource clock;

    public RdsDataHistory(DataApi database, Engine engine, InstantSource clock) {
        this.database = database;
        this.engine = engine;
        this.clock = clock;
    }

    /// Keys, roles and places come with their install in one statement, so that none is seen
    /// without them while another invocation replaces it. An answer of the Data API has at most 1
    /// MiB, hence pages.
    @Override
    public List<Install> all() {
        return orUnavailable(() -> {
            Map<String, List<List<Field>>> rows = new LinkedHashMap<>();
            List<List<Field>> page;
            int skip = 0;
            do {
                page = database.query(ALL, DataApi.number("skip", skip));
                page.forEach(row ->
                        rows.computeIfAbsent(row.getFirst().stringValue(), _ -> new ArrayList<>())
                                .add(row));
                skip += page.size();
            } while (page.size() == PAGE);
            return rows.values().stream().map(RdsDataHistory::install).toList();
        });
    }

    /// An install from its rows: each holds the install's own columns and one of its keys, roles or
    /// places of a key.
    private static Install install(List<List<Field>> rows) {
        List<HeldKey> keys = new ArrayList<>();
        List<IamArn> roles = new ArrayList<>();
        List<RolePattern> patterns = new ArrayList<>();
        OwnKeyRows ownKey = new OwnKeyRows();
        for (List<Field> row : rows) {
            switch (String.valueOf(row.get(13).stringValue())) {
                case "key" ->
                        keys.add(
                                new HeldKey(
                                        KeyArn.of(row.get(14).stringValue()),
                                        KeyRole.valueOf(row.get(15).stringValue())));
                case "role" -> role(row.get(14).stringValue(), roles, patterns);
                case "own" -> ownKey.own(row.get(14).stringValue());
                case "kept" ->
                        ownKey.kept(
                                row.get(15).stringValue(),
                                row.get(14).stringValue(),
                                row.get(16).stringValue());
                default -> {}
            }
        }
        return install(rows.getFirst(), keys, roles)
                .withRolePatterns(patterns)
                .withOwnKey(ownKey.read());
    }

    private static void role(String text, List<IamArn> roles, List<RolePattern> patterns) {
        if (text.contains("*")) {
            RolePattern.parse(text).ifPresent(patterns::add);
        } else {
            IamArn.parse(text).ifPresent(roles::add);
        }
    }

    private static Install install(List<Field> row, List<HeldKey> keys, List<IamArn> roles) {
        return new Install(
                row.get(0).stringValue(),
                row.get(1).stringValue(),
                row.get(2).stringValue(),
                row.get(3).stringValue(),
                row.get(4).stringValue(),
                row.get(5).stringValue(),
                keys,
                roles,
                new DatabaseRef(
                        Engine.valueOf(row.get(6).stringValue()),
                        row.get(7).stringValue(),
                        row.get(8).stringValue(),
                        row.get(9).stringValue()),
                Timestamps.read(row.get(10).stringValue()),
                Optional.ofNullable(row.get(11).stringValue()).map(Timestamps::read),
                row.get(12).stringValue());
    }

    @Override
    public Recorded record(Install install) {
        return orUnavailable(() -> {
            boolean known =
                    !database.query(
                                    "SELECT id FROM keymend.install WHERE id = :id",
                                    DataApi.text("id", install.id()))
                            .isEmpty();
            database.transaction(statements -> replace(statements, install));
            return known ? Recorded.REPLACED : Recorded.NEW;
        });
    }

    private void replace(DataApi.Statements statements, Install install) {
        for (String table : PARTS) {
            statements.run(
                    "DELETE FROM keymend." + table + " WHERE install_id = :id",
                    DataApi.text("id", install.id()));
        }
        statements.run(
                "DELETE FROM keymend.install WHERE id = :id", DataApi.text("id", install.id()));
        insert(statements, install);
        install.keys()
                .forEach(key ->
                        statements.run(
                                "INSERT INTO keymend.install_key (install_id, key_arn, key_role)"
                                        + " VALUES (:id, :arn, :role)",
                                DataApi.text("id", install.id()),
                                DataApi.text("arn", key.arn().toString()),
                                DataApi.text("role", key.role().name())));
        install.writtenRoles()
                .forEach(role ->
                        statements.run(
                                "INSERT INTO keymend.install_role (install_id, role_arn) VALUES"
                                        + " (:id, :arn)",
                                DataApi.text("id", install.id()),
                                DataApi.text("arn", role)));
        install.ownKey().ifPresent(own -> OwnKeyRows.insert(statements, install.id(), own));
    }

    private void insert(DataApi.Statements statements, Install install) {
        statements.run(
                "INSERT INTO keymend.install (id, product, version, environment, account, region,"
                    + " engine, cluster_arn, database_name, secret_arn, installed_at,"
                    + " uninstalled_at, recorded_by, recorded_at) VALUES (:id, :product, :version,"
                    + " :environment, :account, :region, :engine, :cluster, :database, :secret,"
                    + " :installed, :uninstalled, :by, :now)",
                DataApi.text("id", install.id()),
                DataApi.text("product", install.product()),
                DataApi.text("version", install.version()),
                DataApi.text("environment", install.environment()),
                DataApi.text("account", install.account()),
                DataApi.text("region", install.region()),
                DataApi.text("engine", install.database().engine().name()),
                DataApi.text("cluster", install.database().clusterArn()),
                DataApi.text("database", install.database().name()),
                DataApi.text("secret", install.database().secretArn()),
                DataApi.instant("installed", Optional.of(install.installedAt())),
                DataApi.instant("uninstalled", install.uninstalledAt()),
                DataApi.text("by", install.recordedBy()),
                DataApi.instant("now", Optional.of(clock.instant())));
    }

    @Override
    public void create() {
        orUnavailable(() -> {
            SchemaFile.statements("history", engine).forEach(database::update);
            return engine;
        });
    }

    private static <T> T orUnavailable(Supplier<T> work) {
        try {
            return work.get();
        } catch (SdkException e) {
            throw new HistoryUnavailable(
                    "the install history could not be reached: "
                            + AwsFailures.describe(e)
                            + " (if its tables are missing, invoke"
                            + " {\"command\":\"create-schema\"})",
                    e);
        }
    }
}
