package io.keymend.aws.history;

import io.keymend.localaws.Database;
import io.keymend.localaws.PostgresDatabase;

/// The contract on PostgreSQL.
final class RdsDataIncidentsTest extends RdsDataIncidentsContract {
    @Override
    Database server() {
        return PostgresDatabase.shared();
    }
}
