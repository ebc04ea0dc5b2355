package io.keymend;

import io.keymend.localaws.PostgresDatabase;

import java.sql.SQLException;

final class PostgresOutageAheadIT extends OutageAheadContract {
    PostgresOutageAheadIT() throws SQLException {
        super(PostgresDatabase.shared());
    }
}
