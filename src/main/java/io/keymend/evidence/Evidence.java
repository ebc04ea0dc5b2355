package io.keymend.evidence;

import io.keymend.denial.KeyArn;
import io.keymend.seal.Fingerprint;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Everything looking found: what the tables hold, who sealed it, and the state of the keys.
///
/// @param notOf the keys that KMS says did not seal a fingerprint, asked with a value of it
/// @param keys what KMS told of each key that was asked about
public record Evidence(
        Inspection inspection,
        Map<Fingerprint, Sealer> sealers,
        Map<Fingerprint, Set<KeyArn>> notOf,
        Map<KeyArn, KeyReading> keys,
        Canary canary) {
    public Evidence {
        sealers = Collections.unmodifiableMap(new LinkedHashMap<>(sealers));
        notOf = Map.copyOf(notOf);
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }

    /// Nothing was looked at, because of this.
    public static Evidence none(String why) {
        return new Evidence(
                new Inspection.Unseen(why),
                Map.of(),
                Map.of(),
                Map.of(),
                new Canary.NotRun("no table was read"));
    }

    /// The columns that hold sealed values; empty where the database could not be read.
    public List<ColumnCensus> columns() {
        return switch (inspection) {
            case Inspection.Seen(var columns, _) -> columns;
            case Inspection.Unseen _ -> List.of();
        };
    }

    /// The tables that could not be read.
    public List<Inspection.Unread> unread() {
        return switch (inspection) {
            case Inspection.Seen(_, var unread) -> unread;
            case Inspection.Unseen _ -> List.of();
        };
    }

    /// Whose key sealed a group.
    ///
    /// Where one of several keys is enough, the one that still opens it; where all are needed, the
    /// one that does not.
    public Sealer sealer(SealedGroup group) {
        Comparator<Sealer> byHope = Comparator.comparingInt(Evidence::hope);
        Stream<Sealer> all = group.fingerprints().map(this::sealer);
        return (group.opensWithAny() ? all.min(byHope) : all.max(byHope)).orElseThrow();
    }

    private Sealer sealer(Fingerprint fingerprint) {
        return sealers.getOrDefault(fingerprint, new Sealer.Unresolved("it was not asked"));
    }

    private static int hope(Sealer sealer) {
        return switch (sealer) {
            case Sealer.Current _ -> 0;
            case Sealer.Unresolved _ -> 1;
            case Sealer.Other _ -> 2;
            case Sealer.Foreign _ -> 3;
        };
    }

    /// How many rows have a sealer of this kind, over all columns.
    public long rows(Predicate<Sealer> kind) {
        return columns().stream()
                .flatMap(column -> column.groups().stream())
                .filter(group -> kind.test(sealer(group)))
                .mapToLong(SealedGroup::rows)
                .sum();
    }

    /// The state of a key; hidden where it was not asked.
    public KeyState state(KeyArn key) {
        return reading(key).state();
    }

    /// What KMS told of a key; hidden where it was not asked.
    public KeyReading reading(KeyArn key) {
        return keys.getOrDefault(key, KeyReading.of(new KeyState.Hidden("it was not asked")));
    }

    /// What Keymend was allowed to ask.
    public Permissions permissions() {
        return Permissions.shownBy(keys);
    }

    /// Whether none of these keys sealed a group: KMS said so of each, or opened a value of it with
    /// another key. A ciphertext is made by one key.
    public boolean isNotOf(SealedGroup group, List<KeyArn> asked) {
        return !asked.isEmpty()
                && group.fingerprints().allMatch(fingerprint -> isNotOf(fingerprint, asked));
    }

    private boolean isNotOf(Fingerprint fingerprint, List<KeyArn> asked) {
        return (sealer(fingerprint) instanceof Sealer.Other(var key, var proof)
                        && proof == Sealer.Proof.PROBE
                        && asked.stream().noneMatch(key::sameKeyAs))
                || notOf.getOrDefault(fingerprint, Set.of()).containsAll(asked);
    }
}
