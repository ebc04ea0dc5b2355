package io.keymend.aws;

import io.keymend.localaws.Database;
import io.keymend.localaws.PostgresDatabase;

/// The contract on PostgreSQL.
final class SecretUsersTest extends SecretUsersContract {
    @Override
    Database server() {
        return PostgresDatabase.shared();
    }
}
