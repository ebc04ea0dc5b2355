package io.keymend.evidence;

import io.keymend.denial.KeyArn;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is on record of keys' lives, from CloudTrail.
public record KeyRecord(List<Deletion> deletions, List<AliasMove> aliasMoves) {
    public KeyRecord {
        deletions = List.copyOf(deletions);
        aliasMoves = List.copyOf(aliasMoves);
    }

    /// KMS deleted the key: a DeleteKey service event.
    public record Deletion(KeyArn key, Instant at, String eventId) {}

    /// An alias that was given to another key.
    public record AliasMove(String alias, KeyArn from, KeyArn to, Instant at) {}

    /// Nothing is on record.
    public static KeyRecord none() {
        return new KeyRecord(List.of(), List.of());
    }

    /// The proof that KMS deleted this very key.
    public Optional<Deletion> deletionOf(KeyArn key) {
        return deletions.stream().filter(deletion -> deletion.key().equals(key)).findFirst();
    }
}
