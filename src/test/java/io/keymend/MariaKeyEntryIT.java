package io.keymend;

import io.keymend.localaws.MariaDatabase;

/// Sealing again on MariaDB.
final class MariaKeyEntryIT extends KeyEntryContract {
    MariaKeyEntryIT() {
        super(MariaDatabase.shared());
    }
}
