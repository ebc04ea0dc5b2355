package io.keymend.aws;

import io.keymend.localaws.Database;
import io.keymend.localaws.PostgresDatabase;

/// The contract on PostgreSQL.
final class WholeResealTest extends WholeResealContract {
    @Override
    Database server() {
        return PostgresDatabase.shared();
    }
}
