package io.keymend.aws.secrets;

import io.keymend.aead.KeyCandidate;
import io.keymend.install.OwnKey.As;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which of the keys Semaphore has, by its own rule.
///
/// - Every key of the registry opens rows, and its active one seals them.
/// - Beside it there is one flat key: that of the environment variable where the variable exists,
///   even if it is empty; otherwise that of the config file. A variable that exists hides the
///   file's key, which then may never have sealed a thing. Whether it exists nobody sees from
///   outside, so the place that is recorded first is the one that counts.
/// - An empty flat key, with no registry, is no encryption at all.
///
/// Up to v2.9.18 an empty variable did not hide the file's key. What is current in a secret is what
/// Semaphore gets when it starts: one that has run since before still has the key before.
///
/// @param keys the active one first, then the registry's others, then the flat one
/// @param known whether every place was read that one of them may come from
record KeysInUse(List<KeyCandidate> keys, boolean known) {
    KeysInUse {
        keys = List.copyOf(keys);
    }

    static KeysInUse of(List<PlaceKeys> places, KeyNotes notes) {
        List<PlaceKeys> registry = of(places, As.KEYS_FILE);
        Optional<PlaceKeys> flat =
                places.stream()
                        .filter(place ->
                                place.kept().as() == As.ENVIRONMENT
                                        || place.kept().as() == As.CONFIG_FILE)
                        .findFirst();
        List<KeyCandidate> keys = new ArrayList<>();
        registry.forEach(place -> keys.addAll(place.active()));
        registry.forEach(place -> keys.addAll(place.current()));
        flat.ifPresent(place -> keys.addAll(place.current()));
        if (registry.isEmpty()) {
            flat.filter(KeysInUse::isEmpty).ifPresent(place -> noteOff(place, notes));
        }
        boolean read = Stream.concat(registry.stream(), flat.stream()).allMatch(PlaceKeys::isRead);
        boolean whole = filesRead(registry, notes);
        boolean named = isNamed(places, notes);
        return new KeysInUse(keys, read && whole && named);
    }

    /// Whether any place is one that Semaphore has a key from.
    private static boolean isNamed(List<PlaceKeys> places, KeyNotes notes) {
        boolean named = places.stream().anyMatch(place -> place.kept().as() != As.KEPT);
        if (!named) {
            places.stream()
                    .limit(1)
                    .forEach(place ->
                            notes.add(
                                    place.secret(),
                                    "it is recorded as kept, and so is every other place; record"
                                            + " the one that Semaphore has its key from as what it"
                                            + " is"));
        }
        return named;
    }

    private static List<PlaceKeys> of(List<PlaceKeys> places, As as) {
        return places.stream().filter(place -> place.kept().as() == as).toList();
    }

    private static boolean isEmpty(PlaceKeys place) {
        return place.current().stream().anyMatch(KeyCandidate::isNotSet);
    }

    private static void noteOff(PlaceKeys place, KeyNotes notes) {
        notes.add(
                place.secret(),
                place.kept().as() == As.ENVIRONMENT
                        ? "the variable filled from it is empty, which switches encryption off,"
                                + " whatever key the config file has; give it the key, or take the"
                                + " variable away"
                        : "the config file's key is empty, which switches encryption off");
    }

    /// Keys that a registry has in files of their own are there where as many files are on record
    /// as it names.
    private static boolean filesRead(List<PlaceKeys> registry, KeyNotes notes) {
        long named = registry.stream().flatMap(place -> place.files().stream()).distinct().count();
        long single =
                registry.stream()
                        .filter(place -> place.isRead() && place.files().isEmpty())
                        .count();
        if (named <= single) {
            return true;
        }
        registry.stream()
                .filter(place -> !place.files().isEmpty())
                .forEach(place ->
                        notes.add(
                                place.secret(),
                                "it has keys in files, which are not read; record the secret each"
                                        + " file is made from as a place of its own, as "
                                        + As.KEYS_FILE));
        return false;
    }
}
