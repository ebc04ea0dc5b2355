package io.keymend;

import io.keymend.localaws.PostgresDatabase;

import java.sql.SQLException;

final class PostgresReinstallIT extends ReinstallContract {
    PostgresReinstallIT() throws SQLException {
        super(PostgresDatabase.shared());
    }
}
