package io.keymend.aws.history;

import io.keymend.localaws.Database;
import io.keymend.localaws.PostgresDatabase;

/// The contract on PostgreSQL.
final class RdsDataPlansTest extends RdsDataPlansContract {
    @Override
    Database server() {
        return PostgresDatabase.shared();
    }
}
