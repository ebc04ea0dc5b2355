package io.keymend;

import io.keymend.localaws.PostgresDatabase;

/// The doctor on PostgreSQL.
final class PostgresDoctorIT extends DoctorContract {
    PostgresDoctorIT() {
        super(PostgresDatabase.shared());
    }
}
