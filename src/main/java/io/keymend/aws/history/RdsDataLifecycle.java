package io.keymend.aws.history;

import io.keymend.aws.api.AwsFailures;
import io.keymend.aws.api.DataApi;
import io.keymend.aws.api.Timestamps;
import io.keymend.denial.KeyArn;
import io.keymend.denial.KeyChange;
import io.keymend.denial.LifecycleEvent;
import io.keymend.denial.LifecycleEvent.ResourceType;
import io.keymend.denial.LifecycleEvent.Source;
import io.keymend.denial.StackArn;
import io.keymend.denial.StackChange;
import io.keymend.install.Engine;
import io.keymend.install.HistoryUnavailable;
import io.keymend.install.LifecycleLog;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Lifecycle events in table `keymend.lifecycle`, a row for each event id. Nothing is worked out
/// when one arrives: what they mean is folded from all of them when it is asked for.
public final class RdsDataLifecycle implements LifecycleLog {
    private static final int PAGE = 500;

    private static final String COLUMNS =
            "SELECT event_id, at, actor, kind, subject, what, due, name, note FROM"
                    + " keymend.lifecycle WHERE ";
    private static final String PAGED = " ORDER BY event_id LIMIT 500 OFFSET :skip";

    private final DataApi database;
    private final Engine engine;
    private final InstantSource clock;

    public RdsDataLifecycle(DataApi database, Engine engine, InstantSource clock) {
        this.database = database;
        this.engine = engine;
        this.clock = clock;
    }

    @Override
    public void keep(LifecycleEvent event) {
        switch (event) {
            case LifecycleEvent.OfKey(var source, var key, var change, var due, var note) ->
                    insert(source, "KEY", key.toString(), change.name(), "", note, due);
            case LifecycleEvent.OfStack(var source, var stack, var change) ->
                    insert(
                            source,
                            "STACK",
                            stack.toString(),
                            change.name(),
                            "",
                            "",
                            Optional.empty());
            case LifecycleEvent.OfResource(
                            var source,
                            var stack,
                            var type,
                            var logical,
                            var physical) ->
                    insert(
                            source,
                            "RESOURCE",
                            stack.toString(),
                            type.name(),
                            logical,
                            physical,
                            Optional.empty());
        }
    }

    private void insert(
            Source source,
            String kind,
            String subject,
            String what,
            String name,
            String note,
            Optional<java.time.Instant> due) {
        orUnavailable(() ->
                database.update(
                        "INSERT INTO keymend.lifecycle (event_id, at, actor, kind, subject, what,"
                                + " due, name, note, received_at) VALUES (:id, :at, :actor, :kind,"
                                + " :subject, :what, :due, :name, :note, :now) "
                                + onceOnly(),
                        DataApi.text("id", source.id()),
                        DataApi.instant("at", Optional.of(source.time())),
                        DataApi.text("actor", source.actor()),
                        DataApi.text("kind", kind),
                        DataApi.text("subject", subject),
                        DataApi.text("what", what),
                        DataApi.instant("due", due),
                        DataApi.text("name", name),
                        DataApi.text("note", note),
                        DataApi.instant("now", Optional.of(clock.instant()))));
    }

    private String onceOnly() {
        return switch (engine) {
            case POSTGRESQL -> "ON CONFLICT (event_id) DO NOTHING";
            case MYSQL -> "ON DUPLICATE KEY UPDATE event_id = event_id";
        };
    }

    @Override
    public List<LifecycleEvent> ofKey(KeyArn key) {
        List<LifecycleEvent> events =
                key.multiRegion()
                        ? events(
                                "kind = 'KEY' AND subject LIKE :key",
                                DataApi.text("key", "%:key/" + key.id()))
                        : events(
                                "kind = 'KEY' AND subject = :key",
                                DataApi.text("key", key.toString()));
        return events.stream()
                .filter(event ->
                        event instanceof LifecycleEvent.OfKey of && of.key().sameKeyAs(key))
                .toList();
    }

    @Override
    public List<LifecycleEvent> ofStacks() {
        return events("kind IN ('STACK', 'RESOURCE')");
    }

    private List<LifecycleEvent> events(String condition, SqlParameter... parameters) {
        return orUnavailable(() -> {
            List<LifecycleEvent> events = new ArrayList<>();
            List<List<Field>> page;
            int skip = 0;
            do {
                SqlParameter[] all =
                        Stream.concat(
                                        Stream.of(parameters),
                                        Stream.of(DataApi.number("skip", skip)))
                                .toArray(SqlParameter[]::new);
                page = database.query(COLUMNS + condition + PAGED, all);
                page.forEach(row -> events.add(event(row)));
                skip += page.size();
            } while (page.size() == PAGE);
            return events;
        });
    }

    private static LifecycleEvent event(List<Field> row) {
        Source source = new Source(text(row, 0), Timestamps.read(text(row, 1)), text(row, 2));
        return switch (text(row, 3)) {
            case "KEY" ->
                    new LifecycleEvent.OfKey(
                            source,
                            KeyArn.of(text(row, 4)),
                            KeyChange.valueOf(text(row, 5)),
                            Optional.ofNullable(row.get(6).stringValue()).map(Timestamps::read),
                            text(row, 8));
            case "STACK" ->
                    new LifecycleEvent.OfStack(
                            source, stack(row), StackChange.valueOf(text(row, 5)));
            default ->
                    new LifecycleEvent.OfResource(
                            source,
                            stack(row),
                            ResourceType.valueOf(text(row, 5)),
                            text(row, 7),
                            text(row, 8));
        };
    }

    private static StackArn stack(List<Field> row) {
        return StackArn.parse(text(row, 4)).orElseThrow();
    }

    private static String text(List<Field> row, int column) {
        return String.valueOf(row.get(column).stringValue());
    }

    private static <T> T orUnavailable(Supplier<T> work) {
        try {
            return work.get();
        } catch (SdkException e) {
            throw new HistoryUnavailable(
                    "the lifecycle events could not be reached: "
                            + AwsFailures.describe(e)
                            + " (if their table is missing, invoke"
                            + " {\"command\":\"create-schema\"})",
                    e);
        }
    }
}
