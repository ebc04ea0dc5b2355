package io.keymend.aws.secrets;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keymend.localaws.MariaDatabase;

import org.junit.jupiter.api.BeforeAll;

/// The contract on MariaDB.
final class SecretUsersMariaTest extends SecretUsersContract {
    SecretUsersMariaTest() {
        super(MariaDatabase.shared());
    }

    @BeforeAll
    static void requireBinaries() {
        assumeTrue(
                MariaDatabase.available(),
                "no MariaDB binaries for this platform on the class path");
    }
}
