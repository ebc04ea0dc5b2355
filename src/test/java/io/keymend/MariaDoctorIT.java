package io.keymend;

import io.keymend.localaws.MariaDatabase;

/// The doctor on MariaDB.
final class MariaDoctorIT extends DoctorContract {
    MariaDoctorIT() {
        super(MariaDatabase.shared());
    }
}
