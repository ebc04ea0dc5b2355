package io.keymend.aws.secrets;

import io.keymend.localaws.PostgresDatabase;

/// The contract on PostgreSQL.
final class SecretUsersTest extends SecretUsersContract {
    SecretUsersTest() {
        super(PostgresDatabase.shared());
    }
}
