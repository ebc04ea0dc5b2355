package io.keymend.aws.tables;

import io.keymend.localaws.PostgresDatabase;

/// The contract on PostgreSQL.
final class RdsDataTablesTest extends RdsDataTablesContract {
    RdsDataTablesTest() {
        super(PostgresDatabase.shared());
    }
}
