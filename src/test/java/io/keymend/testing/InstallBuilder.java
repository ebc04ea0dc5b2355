package io.keymend.testing;

import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.install.DatabaseRef;
import io.keymend.install.Engine;
import io.keymend.install.HeldKey;
import io.keymend.install.Install;
import io.keymend.install.KeyRole;
import io.keymend.install.Origin;
import io.keymend.install.RolePattern;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An install of Spacelift over the product's database, unless told otherwise.
public final class InstallBuilder {
    private final String id;
    private final List<HeldKey> keys = new ArrayList<>();
    private final List<IamArn> roles = new ArrayList<>();
    private String product = "spacelift";
    private final List<RolePattern> patterns = new ArrayList<>();
    private Origin origin = Origin.RECORDED;
    private String account = Ids.ACCOUNT;
    private String region = Ids.REGION;
    private String database = "spacelift";
    private Engine engine = Engine.POSTGRESQL;
    private Instant installedAt = Instant.parse("2026-11-19T08:05:00Z");
    private Optional<Instant> uninstalledAt = Optional.empty();

    public InstallBuilder(String id) {
        this.id = id;
    }

    /// The install that uses the database now.
    public static Install current() {
        return currently().build();
    }

    public static InstallBuilder currently() {
        return new InstallBuilder("spacelift-2026")
                .key(Ids.CURRENT_KEY, KeyRole.DATA)
                .role(Ids.CURRENT_ROLE);
    }

    /// The install before it, uninstalled on the day before.
    public static Install former() {
        return formerly().build();
    }

    public static InstallBuilder formerly() {
        return new InstallBuilder("spacelift-2024")
                .key(Ids.FORMER_KEY, KeyRole.DATA)
                .role(Ids.FORMER_ROLE)
                .from("2024-03-01T09:00:00Z")
                .until("2026-11-18T17:00:00Z");
    }

    public InstallBuilder key(KeyArn key, KeyRole role) {
        keys.add(new HeldKey(key, role));
        return this;
    }

    public InstallBuilder role(IamArn role) {
        roles.add(role);
        return this;
    }

    public InstallBuilder product(String product) {
        this.product = product;
        return this;
    }

    public InstallBuilder account(String account) {
        this.account = account;
        return this;
    }

    public InstallBuilder region(String region) {
        this.region = region;
        return this;
    }

    /// Roles of the invented account whose names fit.
    public InstallBuilder pattern(String name) {
        patterns.add(
                RolePattern.parse("arn:aws:iam::" + Ids.ACCOUNT + ":role/" + name).orElseThrow());
        return this;
    }

    /// As read off the events of its stacks.
    public InstallBuilder derived() {
        this.origin = Origin.DERIVED;
        return this;
    }

    public InstallBuilder database(String database) {
        this.database = database;
        return this;
    }

    public InstallBuilder engine(Engine engine) {
        this.engine = engine;
        return this;
    }

    public InstallBuilder from(String time) {
        this.installedAt = Instant.parse(time);
        return this;
    }

    public InstallBuilder until(String time) {
        this.uninstalledAt = Optional.of(Instant.parse(time));
        return this;
    }

    public Install build() {
        return new Install(
                id,
                product,
                "3.2.0",
                "production",
                account,
                region,
                keys,
                roles,
                new DatabaseRef(
                        engine,
                        "arn:aws:rds:eu-west-1:111122223333:cluster:spacelift",
                        database,
                        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:keymend/reader"),
                installedAt,
                uninstalledAt,
                "platform-team",
                patterns,
                origin);
    }
}
