package io.keymend.aws.mend;

import io.keymend.localaws.PostgresDatabase;

/// The contract on PostgreSQL.
final class MendPostgresTest extends MendContract {
    MendPostgresTest() {
        super(PostgresDatabase.shared());
    }
}
