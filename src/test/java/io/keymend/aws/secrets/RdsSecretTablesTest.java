package io.keymend.aws.secrets;

import io.keymend.localaws.PostgresDatabase;

/// The contract on PostgreSQL.
final class RdsSecretTablesTest extends RdsSecretTablesContract {
    RdsSecretTablesTest() {
        super(PostgresDatabase.shared());
    }
}
