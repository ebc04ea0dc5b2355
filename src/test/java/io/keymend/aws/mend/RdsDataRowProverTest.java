package io.keymend.aws.mend;

import io.keymend.localaws.PostgresDatabase;

/// The contract on PostgreSQL.
final class RdsDataRowProverTest extends RdsDataRowProverContract {
    RdsDataRowProverTest() {
        super(PostgresDatabase.shared());
    }
}
