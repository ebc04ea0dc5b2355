package io.keymend;

import io.keymend.localaws.PostgresDatabase;

/// Sealing again on PostgreSQL.
final class PostgresKeyEntryIT extends KeyEntryContract {
    PostgresKeyEntryIT() {
        super(PostgresDatabase.shared());
    }
}
