package io.keymend.aws.tables;

import io.keymend.localaws.MariaDatabase;

/// The contract on MariaDB.
final class MixedColumnMariaTest extends MixedColumnContract {
    MixedColumnMariaTest() {
        super(MariaDatabase.shared());
    }
}
