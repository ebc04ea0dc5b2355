package io.keymend.aws.mend;

import io.keymend.localaws.PostgresDatabase;

/// The contract on PostgreSQL.
final class MendCrashTest extends MendCrashContract {
    MendCrashTest() {
        super(PostgresDatabase.shared());
    }
}
