package io.keymend;

import io.keymend.localaws.PostgresDatabase;

import java.sql.SQLException;

final class PostgresMendDeathIT extends MendDeathContract {
    PostgresMendDeathIT() throws SQLException {
        super(PostgresDatabase.shared());
    }
}
