package io.keymend;

import io.keymend.localaws.MariaDatabase;

/// Sealing again on MariaDB.
final class MariaKeyMendIT extends KeyMendContract {
    MariaKeyMendIT() {
        super(MariaDatabase.shared());
    }
}
