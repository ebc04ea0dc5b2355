package io.keymend.aws.history;

import io.keymend.localaws.Database;
import io.keymend.localaws.PostgresDatabase;

/// The contract on PostgreSQL.
final class RdsDataSeenSealsTest extends RdsDataSeenSealsContract {
    @Override
    Database server() {
        return PostgresDatabase.shared();
    }
}
