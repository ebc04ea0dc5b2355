package io.keymend.aws.tables;

import io.keymend.localaws.PostgresDatabase;

/// The contract on PostgreSQL.
final class OddTablesTest extends OddTablesContract {
    OddTablesTest() {
        super(PostgresDatabase.shared());
    }
}
