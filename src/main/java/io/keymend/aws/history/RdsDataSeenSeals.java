package io.keymend.aws.history;

import io.keymend.aws.api.DataApi;
import io.keymend.denial.KeyArn;
import io.keymend.evidence.SeenSeals;
import io.keymend.install.Engine;
import io.keymend.seal.Fingerprint;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which key made which fingerprint, in table `keymend.seen_seal`.
public final class RdsDataSeenSeals implements SeenSeals {
    /// More materials than this in one database are not looked up: they stay unremembered.
    private static final int MOST = 200;

    private final DataApi database;
    private final Engine engine;
    private final InstantSource clock;

    public RdsDataSeenSeals(DataApi database, Engine engine, InstantSource clock) {
        this.database = database;
        this.engine = engine;
        this.clock = clock;
    }

    @Override
    public Map<Fingerprint, KeyArn> of(Collection<Fingerprint> wanted) {
        Map<String, Fingerprint> asked = new HashMap<>();
        wanted.stream()
                .limit(MOST)
                .forEach(fingerprint -> asked.put(fingerprint.hex(), fingerprint));
        if (asked.isEmpty()) {
            return Map.of();
        }
        try {
            return read(asked);
        } catch (SdkException _) {
            return Map.of();
        }
    }

    private Map<Fingerprint, KeyArn> read(Map<String, Fingerprint> asked) {
        List<String> names = new ArrayList<>();
        List<SqlParameter> parameters = new ArrayList<>();
        for (String hex : asked.keySet()) {
            String name = "f" + names.size();
            names.add(":" + name);
            parameters.add(DataApi.text(name, hex));
        }
        Map<Fingerprint, KeyArn> seen = new HashMap<>();
        for (List<Field> row :
                database.query(
                        "SELECT fingerprint, key_arn FROM keymend.seen_seal WHERE fingerprint IN ("
                                + String.join(", ", names)
                                + ")",
                        parameters.toArray(SqlParameter[]::new))) {
            Fingerprint fingerprint = asked.get(row.get(0).stringValue());
            if (fingerprint != null) {
                KeyArn.parse(row.get(1).stringValue()).ifPresent(key -> seen.put(fingerprint, key));
            }
        }
        return seen;
    }

    @Override
    public void remember(Map<Fingerprint, KeyArn> seen) {
        try {
            seen.forEach((fingerprint, key) ->
                    database.update(
                            insert(),
                            DataApi.text("fingerprint", fingerprint.hex()),
                            DataApi.text("key", key.toString()),
                            DataApi.instant("now", Optional.of(clock.instant()))));
        } catch (SdkException _) {
            // The next look sees them again.
        }
    }

    private String insert() {
        String values =
                "INTO keymend.seen_seal (fingerprint, key_arn, seen_at) VALUES (:fingerprint, :key,"
                        + " :now)";
        return switch (engine) {
            case POSTGRESQL -> "INSERT " + values + " ON CONFLICT (fingerprint) DO NOTHING";
            case MYSQL -> "INSERT IGNORE " + values;
        };
    }
}
