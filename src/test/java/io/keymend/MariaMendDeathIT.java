package io.keymend;

import io.keymend.localaws.Database;
import io.keymend.localaws.MariaDatabase;

import org.junit.jupiter.api.Assumptions;

import java.sql.SQLException;

final class MariaMendDeathIT extends MendDeathContract {
    MariaMendDeathIT() throws SQLException {
        super(server());
    }

    private static Database server() {
        Assumptions.assumeTrue(
                MariaDatabase.available(), "no MariaDB for this platform: its tests are skipped");
        return MariaDatabase.shared();
    }
}
