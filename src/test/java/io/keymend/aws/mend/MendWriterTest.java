package io.keymend.aws.mend;

import io.keymend.localaws.PostgresDatabase;

/// The contract on PostgreSQL.
final class MendWriterTest extends MendWriterContract {
    MendWriterTest() {
        super(PostgresDatabase.shared());
    }
}
