package io.keymend.mend;

import io.keymend.evidence.RowKey;

import java.time.Instant;
import java.util.Optional;

/// A row a mend changed. The row itself, as it was, stays in the database.
///
/// @param id by which the journal orders its entries
/// @param digest of the value before
/// @param restoredAt empty while the mend is in effect
public record JournalEntry(
        String id, RowKey key, Digest digest, Instant changedAt, Optional<Instant> restoredAt) {}
