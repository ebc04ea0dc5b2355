package io.keymend.aws.history;

import io.keymend.aws.api.AwsFailures;
import io.keymend.aws.api.DataApi;
import io.keymend.aws.api.Timestamps;
import io.keymend.install.Engine;
import io.keymend.remedy.Pause;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rdsdata.model.Field;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The switch that stops every mend: one row of `keymend.mend_switch`, or none while nobody ever
/// used it.
final class MendSwitch {
    private final DataApi database;
    private final Engine engine;

    MendSwitch(DataApi database, Engine engine) {
        this.database = database;
        this.engine = engine;
    }

    Pause read() {
        try {
            return database
                    .query("SELECT paused, changed_by, changed_at FROM keymend.mend_switch")
                    .stream()
                    .map(MendSwitch::pause)
                    .filter(Pause.On.class::isInstance)
                    .findFirst()
                    .orElseGet(Pause.Off::new);
        } catch (SdkException e) {
            return new Pause.Unreadable(AwsFailures.describe(e));
        }
    }

    private static Pause pause(List<Field> row) {
        return row.get(0).longValue() == 0
                ? new Pause.Off()
                : new Pause.On(row.get(1).stringValue(), Timestamps.read(row.get(2).stringValue()));
    }

    long set(boolean paused, String by, Instant now) {
        String insert =
                "INSERT INTO keymend.mend_switch (id, paused, changed_by, changed_at) VALUES (1,"
                        + " :paused, :by, :now) ";
        String update =
                switch (engine) {
                    case POSTGRESQL ->
                            "ON CONFLICT (id) DO UPDATE SET paused = excluded.paused, changed_by ="
                                    + " excluded.changed_by, changed_at = excluded.changed_at";
                    case MYSQL ->
                            "ON DUPLICATE KEY UPDATE paused = VALUES(paused), changed_by ="
                                    + " VALUES(changed_by), changed_at = VALUES(changed_at)";
                };
        return database.update(
                insert + update,
                DataApi.number("paused", paused ? 1 : 0),
                DataApi.text("by", by),
                DataApi.instant("now", Optional.of(now)));
    }
}
