package io.keymend.aws.tables;

import io.keymend.localaws.PostgresDatabase;

/// The contract on PostgreSQL.
final class MixedColumnTest extends MixedColumnContract {
    MixedColumnTest() {
        super(PostgresDatabase.shared());
    }
}
