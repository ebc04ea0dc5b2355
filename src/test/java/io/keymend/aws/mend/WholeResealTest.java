package io.keymend.aws.mend;

import io.keymend.localaws.PostgresDatabase;

/// The contract on PostgreSQL.
final class WholeResealTest extends WholeResealContract {
    WholeResealTest() {
        super(PostgresDatabase.shared());
    }
}
