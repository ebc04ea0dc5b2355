package io.keymend.aws.history;

import io.keymend.localaws.Database;
import io.keymend.localaws.PostgresDatabase;

/// The contract on PostgreSQL.
final class RdsDataHistoryTest extends RdsDataHistoryContract {
    @Override
    Database server() {
        return PostgresDatabase.shared();
    }
}
