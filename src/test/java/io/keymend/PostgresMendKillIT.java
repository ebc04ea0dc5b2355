package io.keymend;

import io.keymend.localaws.PostgresDatabase;

import java.sql.SQLException;

final class PostgresMendKillIT extends MendKillContract {
    PostgresMendKillIT() throws SQLException {
        super(PostgresDatabase.shared());
    }
}
