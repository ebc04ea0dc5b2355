package io.keymend.aws;

import io.keymend.localaws.Database;
import io.keymend.localaws.PostgresDatabase;

/// The contract on PostgreSQL.
final class RdsSecretTablesTest extends RdsSecretTablesContract {
    @Override
    Database server() {
        return PostgresDatabase.shared();
    }
}
