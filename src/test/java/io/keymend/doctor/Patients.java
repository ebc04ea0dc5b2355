package io.keymend.doctor;

import io.keymend.aead.KeyCandidate;
import io.keymend.aead.Keyring;
import io.keymend.aead.Origin;
import io.keymend.aead.SecretType;
import io.keymend.aead.StoredSecret;
import io.keymend.install.DatabaseRef;
import io.keymend.install.OwnKey;
import io.keymend.local.SemaphoreLayout;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Semaphore's rows and keys in memory.
final class Patients implements SecretTables, KeySource {
    static final String LOGIN = "{\"login\":\"deploy\",\"password\":\"pw\"}";

    final List<SecretRow> rows = new ArrayList<>();
    final Map<String, List<Dependant>> users = new LinkedHashMap<>();
    final List<String> inUse = new ArrayList<>();
    final List<String> kept = new ArrayList<>();
    Reading reading = new Reading.Whole("public");
    boolean cannotTell;
    boolean inUseKnown = true;

    /// A row that this key sealed.
    Patients sealed(String id, String key) {
        return stored(id, SecretType.LOGIN_PASSWORD, SemaphoreLayout.seal(key, LOGIN));
    }

    Patients stored(String id, SecretType type, String secret) {
        rows.add(
                new SecretRow(
                        Place.ACCESS_KEY,
                        StoredSecret.of(id, "key " + id, type, secret),
                        Optional.of(new Project("1", "Web")),
                        ""));
        return this;
    }

    Patients usedBy(String id, Dependant.Kind kind) {
        users.computeIfAbsent(id, _ -> new ArrayList<>()).add(new Dependant(kind, "1", "it"));
        return this;
    }

    Examination examine() {
        return new Doctor(this, this)
                .examine(
                        new DatabaseRef(
                                io.keymend.install.Engine.POSTGRESQL,
                                "arn:aws:rds:eu-west-1:111122223333:cluster:semaphore",
                                "semaphore",
                                "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf"),
                        new OwnKey(List.of(), Optional.empty()),
                        () -> false);
    }

    Examination.Seen seen() {
        return (Examination.Seen) examine();
    }

    @Override
    public Reading read(DatabaseRef database, Consumer<SecretRow> each, BooleanSupplier timeIsUp) {
        rows.forEach(each);
        return reading;
    }

    @Override
    public Map<String, List<Dependant>> dependants(DatabaseRef database, Collection<String> ids) {
        if (cannotTell) {
            throw new CannotTell("permission denied");
        }
        Map<String, List<Dependant>> asked = new LinkedHashMap<>(users);
        asked.keySet().retainAll(ids);
        return asked;
    }

    @Override
    public Optional<Instant> firstFailure(DatabaseRef database) {
        return Optional.empty();
    }

    @Override
    public Found keys(OwnKey where) {
        return new Found(
                Keyring.of(
                        candidates(inUse, "current", Origin.ENVIRONMENT),
                        candidates(kept, "kept", Origin.KEPT)),
                inUseKnown ? List.of() : List.of("the secret s: access denied"),
                inUseKnown);
    }

    private static List<KeyCandidate> candidates(List<String> keys, String name, Origin origin) {
        List<KeyCandidate> candidates = new ArrayList<>();
        for (String key : keys) {
            candidates.add(
                    KeyCandidate.of(
                            name + " " + candidates.size(),
                            origin,
                            key.getBytes(StandardCharsets.UTF_8)));
        }
        return candidates;
    }
}
