package io.keymend;

import io.keymend.localaws.PostgresDatabase;

/// Sealing again on PostgreSQL.
final class PostgresKeyMendIT extends KeyMendContract {
    PostgresKeyMendIT() {
        super(PostgresDatabase.shared());
    }
}
