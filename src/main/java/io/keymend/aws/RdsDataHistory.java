package io.keymend.aws;

import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.install.DatabaseRef;
import io.keymend.install.Engine;
import io.keymend.install.HeldKey;
import io.keymend.install.HistoryUnavailable;
import io.keymend.install.Install;
import io.keymend.install.InstallHistory;
import io.keymend.install.KeyRole;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rdsdata.model.Field;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The install history in schema `keymend`, through the RDS Data API.
final class RdsDataHistory implements InstallHistory {
    private final DataApi database;
    private final Engine engine;
    private final InstantSource clock;

    RdsDataHistory(DataApi database, Engine engine, InstantSource clock) {
        this.database = database;
        this.engine = engine;
        this.clock = clock;
    }

    @Override
    public List<Install> all() {
        return orUnavailable(() -> {
            Map<String, List<List<Field>>> keys =
                    byInstall(
                            "SELECT install_id, key_arn, key_role FROM keymend.install_key ORDER BY"
                                    + " key_arn");
            Map<String, List<List<Field>>> roles =
                    byInstall(
                            "SELECT install_id, role_arn FROM keymend.install_role ORDER BY"
                                    + " role_arn");
            return database
                    .query(
                            "SELECT id, product, version, environment, account, region, engine,"
                                    + " cluster_arn, database_name, secret_arn, installed_at,"
                                    + " uninstalled_at, recorded_by FROM keymend.install ORDER BY"
                                    + " installed_at, id")
                    .stream()
                    .map(row -> install(row, keys, roles))
                    .toList();
        });
    }

    private Map<String, List<List<Field>>> byInstall(String sql) {
        return database.query(sql).stream()
                .collect(Collectors.groupingBy(row -> row.getFirst().stringValue()));
    }

    private static Install install(
            List<Field> row,
            Map<String, List<List<Field>>> keys,
            Map<String, List<List<Field>>> roles) {
        String id = row.get(0).stringValue();
        return new Install(
                id,
                row.get(1).stringValue(),
                row.get(2).stringValue(),
                row.get(3).stringValue(),
                row.get(4).stringValue(),
                row.get(5).stringValue(),
                keys.getOrDefault(id, List.of()).stream()
                        .map(key ->
                                new HeldKey(
                                        KeyArn.of(key.get(1).stringValue()),
                                        KeyRole.valueOf(key.get(2).stringValue())))
                        .toList(),
                roles.getOrDefault(id, List.of()).stream()
                        .flatMap(role -> IamArn.parse(role.get(1).stringValue()).stream())
                        .toList(),
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
        for (String table : List.of("install_key", "install_role")) {
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
        install.roles()
                .forEach(role ->
                        statements.run(
                                "INSERT INTO keymend.install_role (install_id, role_arn) VALUES"
                                        + " (:id, :arn)",
                                DataApi.text("id", install.id()),
                                DataApi.text("arn", role.toString())));
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
            SchemaFile.statements(engine).forEach(database::update);
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
