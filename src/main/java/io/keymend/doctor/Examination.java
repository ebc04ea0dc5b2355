package io.keymend.doctor;

import io.keymend.aead.KeyRef;
import io.keymend.aead.KeyUse;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the doctor found over one install's database. It holds no key, no secret and no plaintext.
public sealed interface Examination {
    /// Nothing can be said.
    ///
    /// @param why what stood against it
    record Unseen(String why) implements Examination {}

    /// Every row was read and tried.
    ///
    /// @param wards the tables that hold secrets
    /// @param inUse the keys Semaphore has, by name
    /// @param tried what else was tried, by name
    /// @param notes what could not be read, and what is odd about the places of the keys
    /// @param firstFailure when a task first failed for it, as far as output is kept
    record Seen(
            List<Ward> wards,
            KeyUse use,
            List<KeyRef> inUse,
            List<KeyRef> tried,
            List<String> notes,
            Optional<Instant> firstFailure)
            implements Examination {
        public Seen {
            wards = List.copyOf(wards);
            inUse = List.copyOf(inUse);
            tried = List.copyOf(tried);
            notes = List.copyOf(notes);
        }
    }
}
