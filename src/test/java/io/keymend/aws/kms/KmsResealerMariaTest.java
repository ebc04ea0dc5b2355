package io.keymend.aws.kms;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keymend.localaws.MariaDatabase;

import org.junit.jupiter.api.BeforeAll;

/// The same on MariaDB.
final class KmsResealerMariaTest extends KmsResealerContract {
    KmsResealerMariaTest() {
        super(MariaDatabase.shared());
    }

    @BeforeAll
    static void requireBinaries() {
        assumeTrue(
                MariaDatabase.available(),
                "no MariaDB binaries for this platform on the class path");
    }
}
