package io.keymend.aws.history;

import io.keymend.aws.api.AwsFailures;
import io.keymend.aws.api.DataApi;
import io.keymend.aws.api.Timestamps;
import io.keymend.install.Engine;
import io.keymend.install.HistoryUnavailable;
import io.keymend.mend.Claim;
import io.keymend.mend.Plan;
import io.keymend.mend.PlanState;
import io.keymend.mend.PlanStore;
import io.keymend.mend.StoredPlan;
import io.keymend.remedy.Pause;
import io.keymend.remedy.PlanId;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rdsdata.model.Field;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Plans in tables `keymend.plan` and `keymend.plan_row`.
///
/// The client repeats a statement whose answer was lost, so each can be repeated, and who holds a
/// claim is read, never counted.
public final class RdsDataPlans implements PlanStore {
    private static final String COLUMNS = "hash, draft, body, state, claimed_until, progress";

    /// Nobody works on the plan, or whoever did has died.
    private static final String FREE =
            "(state = 'OPEN' OR (state = 'APPLYING' AND (claimed_until IS NULL OR claimed_until <"
                    + " :now)))";

    private final DataApi database;
    private final Engine engine;
    private final MendSwitch pauses;

    public RdsDataPlans(DataApi database, Engine engine) {
        this.database = database;
        this.engine = engine;
        this.pauses = new MendSwitch(database, engine);
    }

    @Override
    public String draft() {
        return UUID.randomUUID().toString();
    }

    @Override
    public void addPage(String draft, int part, int number, String rows) {
        orUnavailable(() ->
                database.update(
                        "INSERT INTO keymend.plan_row (draft, part, page, body) VALUES (:draft,"
                                + " :part, :page, :body) "
                                + orKept("draft"),
                        DataApi.text("draft", draft),
                        DataApi.number("part", part),
                        DataApi.number("page", number),
                        DataApi.text("body", rows)));
    }

    @Override
    public void keep(String draft, Plan plan) {
        orUnavailable(() ->
                database.update(
                        "INSERT INTO keymend.plan (hash, draft, install_id, mode, created_at,"
                                + " expires_at, body, state, progress) VALUES (:hash, :draft,"
                                + " :install, :mode, :created, :expires, :body, 'OPEN', '') "
                                + orKept("hash"),
                        DataApi.text("hash", plan.id().hash()),
                        DataApi.text("draft", draft),
                        DataApi.text("install", plan.terms().install()),
                        DataApi.text("mode", plan.terms().mode().toString()),
                        DataApi.instant("created", Optional.of(plan.terms().created())),
                        DataApi.instant("expires", Optional.of(plan.terms().expires())),
                        DataApi.text("body", plan.text())));
    }

    /// What a repeated INSERT does: nothing.
    private String orKept(String column) {
        return switch (engine) {
            case POSTGRESQL -> "ON CONFLICT DO NOTHING";
            case MYSQL -> "ON DUPLICATE KEY UPDATE " + column + " = " + column;
        };
    }

    @Override
    public Optional<StoredPlan> find(PlanId plan) {
        return orUnavailable(() ->
                database
                        .query(
                                "SELECT " + COLUMNS + " FROM keymend.plan WHERE hash = :hash",
                                DataApi.text("hash", plan.hash()))
                        .stream()
                        .map(RdsDataPlans::stored)
                        .findFirst());
    }

    @Override
    public List<StoredPlan> newest(int most) {
        return orUnavailable(() ->
                database
                        .query(
                                "SELECT "
                                        + COLUMNS
                                        + " FROM keymend.plan ORDER BY created_at DESC, hash LIMIT"
                                        + " :most",
                                DataApi.number("most", most))
                        .stream()
                        .map(RdsDataPlans::stored)
                        .toList());
    }

    private static StoredPlan stored(List<Field> row) {
        return new StoredPlan(
                new PlanId(row.get(0).stringValue()),
                row.get(1).stringValue(),
                row.get(2).stringValue(),
                PlanState.valueOf(row.get(3).stringValue()),
                Optional.ofNullable(row.get(4).stringValue()).map(Timestamps::read),
                row.get(5).stringValue());
    }

    @Override
    public Optional<String> page(String draft, int part, int number) {
        return orUnavailable(() ->
                database
                        .query(
                                "SELECT body FROM keymend.plan_row WHERE draft = :draft AND part ="
                                        + " :part AND page = :page",
                                DataApi.text("draft", draft),
                                DataApi.number("part", part),
                                DataApi.number("page", number))
                        .stream()
                        .map(row -> row.getFirst().stringValue())
                        .findFirst());
    }

    @Override
    public Optional<Claim> claim(PlanId plan, Instant now, Instant until) {
        String token = UUID.randomUUID().toString();
        return orUnavailable(() -> {
            database.update(
                    "UPDATE keymend.plan SET state = 'APPLYING', token = :token, claimed_until ="
                            + " :until WHERE hash = :hash AND expires_at > :now AND "
                            + FREE,
                    DataApi.text("token", token),
                    DataApi.instant("until", Optional.of(until)),
                    DataApi.text("hash", plan.hash()),
                    DataApi.instant("now", Optional.of(now)));
            return held(plan, token, PlanState.APPLYING)
                    .map(progress -> new Claim(plan, token, progress));
        });
    }

    /// The progress of a plan, where this token holds it in this state.
    private Optional<String> held(PlanId plan, String token, PlanState state) {
        return database
                .query(
                        "SELECT progress FROM keymend.plan WHERE hash = :hash AND token = :token"
                                + " AND state = :state",
                        DataApi.text("hash", plan.hash()),
                        DataApi.text("token", token),
                        DataApi.text("state", state.name()))
                .stream()
                .map(row -> row.getFirst().stringValue())
                .findFirst();
    }

    @Override
    public boolean renew(Claim claim, Instant until, String progress) {
        return move(claim, PlanState.APPLYING, Optional.of(until), progress);
    }

    @Override
    public void release(Claim claim, String progress) {
        move(claim, PlanState.APPLYING, Optional.empty(), progress);
    }

    @Override
    public boolean end(Claim claim, PlanState state, String progress) {
        return move(claim, state, Optional.empty(), progress);
    }

    private boolean move(Claim claim, PlanState to, Optional<Instant> until, String progress) {
        return orUnavailable(() -> {
            database.update(
                    "UPDATE keymend.plan SET state = :to, claimed_until = :until, progress ="
                            + " :progress WHERE hash = :hash AND token = :token AND state ="
                            + " 'APPLYING'",
                    DataApi.text("to", to.name()),
                    DataApi.instant("until", until),
                    DataApi.text("progress", progress),
                    DataApi.text("hash", claim.plan().hash()),
                    DataApi.text("token", claim.holder()));
            return held(claim.plan(), claim.holder(), to).isPresent();
        });
    }

    @Override
    public void expire(PlanId plan, Instant now) {
        orUnavailable(() ->
                database.update(
                        "UPDATE keymend.plan SET state = 'EXPIRED' WHERE hash = :hash AND"
                                + " expires_at <= :now AND "
                                + FREE,
                        DataApi.text("hash", plan.hash()),
                        DataApi.instant("now", Optional.of(now))));
    }

    @Override
    public Pause pause() {
        return pauses.read();
    }

    @Override
    public void pause(String by, Instant now) {
        orUnavailable(() -> pauses.set(true, by, now));
    }

    @Override
    public void resume(String by, Instant now) {
        orUnavailable(() -> pauses.set(false, by, now));
    }

    @Override
    public Instant time() {
        String sql =
                switch (engine) {
                    case POSTGRESQL ->
                            "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)";
                    case MYSQL -> "SELECT CAST(unix_timestamp(now(3)) * 1000 AS signed)";
                };
        return orUnavailable(
                () -> Instant.ofEpochMilli(database.query(sql).getFirst().getFirst().longValue()));
    }

    private static <T> T orUnavailable(Supplier<T> work) {
        try {
            return work.get();
        } catch (SdkException e) {
            throw new HistoryUnavailable(
                    "the plans could not be reached: "
                            + AwsFailures.describe(e)
                            + " (if their tables are missing, invoke"
                            + " {\"command\":\"create-schema\"})",
                    e);
        }
    }
}
