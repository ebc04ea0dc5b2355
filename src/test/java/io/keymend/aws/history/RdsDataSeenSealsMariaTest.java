package io.keymend.aws.history;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keymend.localaws.Database;
import io.keymend.localaws.MariaDatabase;

import org.junit.jupiter.api.BeforeAll;

/// The contract on MariaDB.
final class RdsDataSeenSealsMariaTest extends RdsDataSeenSealsContract {
    @BeforeAll
    static void requireBinaries() {
        assumeTrue(
                MariaDatabase.available(),
                "no MariaDB binaries for this platform on the class path");
    }

    @Override
    Database server() {
        return MariaDatabase.shared();
    }
}
