package io.keymend.evidence;

import io.keymend.denial.KeyArn;
import io.keymend.seal.Fingerprint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

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
    public Sealer sealer(SealedGroup group) {
        return sealers.getOrDefault(group.fingerprint(), new Sealer.Unresolved("it was not asked"));
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

    /// Whether KMS says that none of these keys sealed a group.
    public boolean isNotOf(SealedGroup group, List<KeyArn> asked) {
        Set<KeyArn> denying = notOf.getOrDefault(group.fingerprint(), Set.of());
        return !asked.isEmpty() && denying.containsAll(asked);
    }
}
