package io.keymend;

import io.keymend.localaws.PostgresDatabase;

import java.sql.SQLException;

final class PostgresMendIT extends MendContract {
    PostgresMendIT() throws SQLException {
        super(PostgresDatabase.shared());
    }
}
