package io.keymend.doctor;

import io.keymend.aead.Cause;
import io.keymend.aead.Keyring;
import io.keymend.aead.Outcome;
import io.keymend.aead.RowDiagnosis;
import io.keymend.aead.TableDoctor;
import io.keymend.aead.Wording;
import io.keymend.install.DatabaseRef;
import io.keymend.install.OwnKey;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Reads every sealed row of a Semaphore database and finds out which key opens it. Looking never
/// changes anything; the keys live as long as the look.
public final class Doctor {
    /// Sick rows that are told by name.
    static final int NAMED = 500;

    private final SecretTables tables;
    private final KeySource keys;

    public Doctor(SecretTables tables, KeySource keys) {
        this.tables = tables;
        this.keys = keys;
    }

    /// Examines a database.
    ///
    /// @param timeIsUp asked before each page of rows
    public Examination examine(DatabaseRef database, OwnKey where, BooleanSupplier timeIsUp) {
        try (KeySource.Found found = keys.keys(where)) {
            if (!found.inUseKnown()) {
                return new Examination.Unseen(
                        "the key in use is not known; " + String.join("; ", found.notes()));
            }
            Round round = new Round(found.ring());
            return switch (tables.read(database, round::see, timeIsUp)) {
                case SecretTables.Reading.Unread(var why) -> new Examination.Unseen(why);
                case SecretTables.Reading.Whole _ -> seen(database, found, round);
            };
        }
    }

    private Examination seen(DatabaseRef database, KeySource.Found found, Round round) {
        List<String> notes = new ArrayList<>(found.notes());
        Map<String, List<Dependant>> users = users(database, round, notes);
        return new Examination.Seen(
                round.wards(users),
                found.ring().use(),
                found.ring().refsInUse(),
                found.ring().refsOfOthers(),
                notes,
                tables.firstFailure(database));
    }

    private Map<String, List<Dependant>> users(
            DatabaseRef database, Round round, List<String> notes) {
        List<String> ids = round.sickKeys();
        if (ids.isEmpty()) {
            return Map.of();
        }
        try {
            return tables.dependants(database, ids);
        } catch (SecretTables.CannotTell e) {
            notes.add("what uses the rows could not be read: " + e.getMessage());
            return Map.of();
        }
    }

    /// One look at all rows.
    private static final class Round {
        private final Keyring ring;
        private final Map<Place, Bedside> places = new EnumMap<>(Place.class);

        Round(Keyring ring) {
            this.ring = ring;
        }

        void see(SecretRow row) {
            places.computeIfAbsent(row.place(), _ -> new Bedside(new TableDoctor(ring))).see(row);
        }

        List<String> sickKeys() {
            return places.containsKey(Place.ACCESS_KEY)
                    ? places.get(Place.ACCESS_KEY).rows().map(SickRow::id).toList()
                    : List.of();
        }

        List<Ward> wards(Map<String, List<Dependant>> users) {
            return places.entrySet().stream()
                    .map(place -> place.getValue().ward(place.getKey(), users))
                    .toList();
        }
    }

    /// The rows of one table so far.
    private static final class Bedside {
        private final TableDoctor doctor;
        private final List<SickRow> sick = new ArrayList<>();
        private final List<SickRow> empty = new ArrayList<>();
        private long further;

        Bedside(TableDoctor doctor) {
            this.doctor = doctor;
        }

        void see(SecretRow row) {
            RowDiagnosis diagnosis = doctor.diagnose(row.secret());
            if (!isWell(diagnosis)) {
                further += add(sick, row, diagnosis) ? 0 : 1;
            } else if (diagnosis.now() instanceof Outcome.Empty) {
                add(empty, row, diagnosis);
            }
        }

        private static boolean add(List<SickRow> rows, SecretRow row, RowDiagnosis diagnosis) {
            return rows.size() < NAMED && rows.add(told(row, diagnosis));
        }

        Stream<SickRow> rows() {
            return Stream.concat(sick.stream(), empty.stream());
        }

        /// An empty row is as people left it, unless it stands for a door.
        Ward ward(Place place, Map<String, List<Dependant>> users) {
            List<SickRow> told = new ArrayList<>();
            sick.forEach(row -> told.add(used(row, users)));
            empty.stream().map(row -> used(row, users)).filter(SickRow::isDoor).forEach(told::add);
            return new Ward(place, doctor.conclusion(), doctor.count(), told, further);
        }

        private static SickRow used(SickRow row, Map<String, List<Dependant>> users) {
            return row.place() == Place.ACCESS_KEY
                    ? row.usedBy(users.getOrDefault(row.id(), List.of()))
                    : row;
        }
    }

    private static SickRow told(SecretRow row, RowDiagnosis diagnosis) {
        return new SickRow(
                row.place(),
                row.secret().id(),
                row.secret().name(),
                row.secret().type(),
                row.project(),
                row.owner(),
                diagnosis.now().step(),
                says(row, diagnosis.now()),
                diagnosis.cause(),
                List.of());
    }

    /// Go quotes a character of what it could not read, which here is the secret: that sentence is
    /// not repeated.
    private static List<String> says(SecretRow row, Outcome outcome) {
        List<String> logged = Wording.logged(outcome, row.secret());
        return outcome instanceof Outcome.NotJson
                ? logged.subList(logged.size() - 1, logged.size())
                : logged;
    }

    /// Whether Semaphore can use the row, and may. A private key in clear can be used, and should
    /// not be kept so.
    private static boolean isWell(RowDiagnosis diagnosis) {
        boolean usable =
                switch (diagnosis.cause()) {
                    case Cause.InUse _, Cause.AsWritten _ -> true;
                    case Cause.NoKeyAsked() -> !(diagnosis.now() instanceof Outcome.Expired);
                    case Cause.OtherKey _,
                            Cause.Unencrypted _,
                            Cause.Damaged _,
                            Cause.DamagedUnder _,
                            Cause.Unopened _ ->
                            false;
                };
        return usable
                && switch (diagnosis.now().step()) {
                    case EXTERNAL, EMPTY, NO_KEY_PASSTHROUGH, OK -> true;
                    case EXPIRED,
                            LEGACY_PLAINTEXT,
                            KEY_ID_MISSING,
                            CIPHERTEXT_BASE64,
                            KEY_BASE64,
                            KEY_LENGTH,
                            CIPHERTEXT_TOO_SHORT,
                            GCM_AUTH,
                            JSON_SYNTAX,
                            JSON_TYPE,
                            JSON_MISSING_FIELD ->
                            false;
                };
    }
}
