package io.keymend;

import io.keymend.localaws.PostgresDatabase;

import java.sql.SQLException;

final class PostgresKmsOutageIT extends KmsOutageContract {
    PostgresKmsOutageIT() throws SQLException {
        super(PostgresDatabase.shared());
    }
}
