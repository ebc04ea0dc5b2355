package io.keymend.aws.history;

import io.keymend.alert.Incidents;
import io.keymend.aws.api.AwsFailures;
import io.keymend.aws.api.DataApi;
import io.keymend.install.Engine;
import io.keymend.install.HistoryUnavailable;

import software.amazon.awssdk.core.exception.SdkException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// What has been announced, in table `keymend.incident`. A claim is one conditional UPDATE, so only
/// one of many wins it.
public final class RdsDataIncidents implements Incidents {
    /// Longer than an invocation can last, so that a claim outlives only a function that died.
    private static final Duration CLAIM = Duration.ofMinutes(5);

    private final DataApi database;
    private final Engine engine;

    public RdsDataIncidents(DataApi database, Engine engine) {
        this.database = database;
        this.engine = engine;
    }

    @Override
    public boolean claim(String cause, long denials, Instant now, Duration again) {
        return orUnavailable(() -> {
            database.update(
                    countSql(),
                    DataApi.text("cause", cause),
                    DataApi.instant("now", Optional.of(now)),
                    DataApi.number("denials", denials));
            return take(cause, now, again);
        });
    }

    /// The client repeats an UPDATE whose answer was lost, and the repetition changes nothing: so
    /// who holds the claim is read, not counted.
    private boolean take(String cause, Instant now, Duration again) {
        String taker = UUID.randomUUID().toString();
        long changed =
                database.update(
                        "UPDATE keymend.incident SET claimed_until = :until, claimed_by = :taker"
                                + " WHERE cause = :cause AND (announced_at IS NULL OR announced_at"
                                + " < :stale) AND (claimed_until IS NULL OR claimed_until < :now)",
                        DataApi.text("cause", cause),
                        DataApi.text("taker", taker),
                        DataApi.instant("until", Optional.of(now.plus(CLAIM))),
                        DataApi.instant("stale", Optional.of(now.minus(again))),
                        DataApi.instant("now", Optional.of(now)));
        return changed == 1 || holds(cause, taker);
    }

    private String countSql() {
        String insert =
                "INSERT INTO keymend.incident (cause, first_seen, last_seen, denials)"
                        + " VALUES (:cause, :now, :now, :denials) ";
        return insert
                + switch (engine) {
                    case POSTGRESQL ->
                            "ON CONFLICT (cause) DO UPDATE SET last_seen = excluded.last_seen,"
                                    + " denials = keymend.incident.denials + excluded.denials";
                    case MYSQL ->
                            "ON DUPLICATE KEY UPDATE last_seen = VALUES(last_seen), denials ="
                                    + " denials + VALUES(denials)";
                };
    }

    @Override
    public void announced(String cause, Instant now) {
        orUnavailable(() ->
                database.update(
                        "UPDATE keymend.incident SET announced_at = :now, claimed_until = NULL,"
                                + " claimed_by = NULL WHERE cause = :cause",
                        DataApi.text("cause", cause),
                        DataApi.instant("now", Optional.of(now))));
    }

    @Override
    public void release(String cause) {
        orUnavailable(() ->
                database.update(
                        "UPDATE keymend.incident SET claimed_until = NULL, claimed_by = NULL WHERE"
                                + " cause = :cause",
                        DataApi.text("cause", cause)));
    }

    @Override
    public List<String> open(String prefix) {
        return orUnavailable(() ->
                database
                        .query(
                                "SELECT cause FROM keymend.incident WHERE announced_at IS NOT NULL"
                                        + " AND POSITION(:prefix IN cause) = 1 ORDER BY cause LIMIT"
                                        + " 100",
                                DataApi.text("prefix", prefix))
                        .stream()
                        .map(row -> row.getFirst().stringValue())
                        .toList());
    }

    @Override
    public boolean claimEnd(String cause, Instant now) {
        return orUnavailable(() -> {
            String taker = UUID.randomUUID().toString();
            database.update(
                    "UPDATE keymend.incident SET claimed_until = :until, claimed_by = :taker WHERE"
                            + " cause = :cause AND announced_at IS NOT NULL AND (claimed_until IS"
                            + " NULL OR claimed_until < :now)",
                    DataApi.text("cause", cause),
                    DataApi.text("taker", taker),
                    DataApi.instant("until", Optional.of(now.plus(CLAIM))),
                    DataApi.instant("now", Optional.of(now)));
            return holds(cause, taker);
        });
    }

    private boolean holds(String cause, String taker) {
        return !database.query(
                        "SELECT cause FROM keymend.incident WHERE cause = :cause AND"
                                + " claimed_by = :taker",
                        DataApi.text("cause", cause),
                        DataApi.text("taker", taker))
                .isEmpty();
    }

    @Override
    public void ended(String cause) {
        orUnavailable(() ->
                database.update(
                        "UPDATE keymend.incident SET announced_at = NULL, claimed_until = NULL,"
                                + " claimed_by = NULL WHERE cause = :cause",
                        DataApi.text("cause", cause)));
    }

    private static <T> T orUnavailable(Supplier<T> work) {
        try {
            return work.get();
        } catch (SdkException e) {
            throw new HistoryUnavailable(
                    "the incidents could not be reached: " + AwsFailures.describe(e), e);
        }
    }
}
