package io.keymend.aws;

import io.keymend.localaws.Database;
import io.keymend.localaws.MariaDatabase;

/// The contract on MariaDB.
final class MixedColumnMariaTest extends MixedColumnContract {
    @Override
    Database server() {
        return MariaDatabase.shared();
    }
}
