package io.keymend.doctor;

import io.keymend.install.DatabaseRef;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Reads Semaphore's tables, by the columns the schema has. Looking never changes anything.
public interface SecretTables {
    /// Hands over every row that may hold a secret: `access_key` by id, then the sealed row of
    /// `option`. Memory does not grow with the rows.
    ///
    /// @param timeIsUp asked before each page
    Reading read(DatabaseRef database, Consumer<SecretRow> each, BooleanSupplier timeIsUp);

    /// What uses these rows of `access_key`, by their ids. A row that nothing uses is not in it.
    ///
    /// @throws CannotTell where that could not be read: then nothing is known to be unused
    Map<String, List<Dependant>> dependants(DatabaseRef database, Collection<String> ids);

    /// When a task first failed for a key that does not open, as far as task output is kept; empty
    /// where none did, or where that cannot be read.
    Optional<Instant> firstFailure(DatabaseRef database);

    /// Whether all rows were read.
    sealed interface Reading {
        /// They were.
        ///
        /// @param schema the schema of the database that the tables are in
        record Whole(String schema) implements Reading {}

        /// Not all were, so nothing can be said of the table.
        record Unread(String why) implements Reading {}
    }

    /// Who uses a row could not be read; the message says why.
    final class CannotTell extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public CannotTell(String why) {
            super(why);
        }
    }
}
