package io.keymend.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keymend.aws.OpenClients;
import io.keymend.aws.TablesFixture;
import io.keymend.doctor.SecretRow;
import io.keymend.doctor.SecretTables;
import io.keymend.install.DatabaseRef;
import io.keymend.local.SemaphoreLayout;
import io.keymend.local.Story;
import io.keymend.localaws.Database;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A database of Semaphore's, and its reading user.
abstract class SemaphoreFixture extends TablesFixture {
    SemaphoreFixture(Database server) {
        super(server);
    }

    final SemaphoreLayout layOut() throws SQLException {
        return SemaphoreLayout.create(stack);
    }

    final SecretTables tables() {
        return new RdsSecretTables(OpenClients.rdsData(stack.clients()));
    }

    final DatabaseRef database() {
        return new DatabaseRef(
                stack.engine(),
                Story.PRODUCT_CLUSTER,
                stack.productDatabase(),
                Story.READER_SECRET);
    }

    final List<SecretRow> whole() {
        List<SecretRow> rows = new ArrayList<>();
        assertThat(read(rows)).isInstanceOf(SecretTables.Reading.Whole.class);
        return rows;
    }

    final SecretTables.Reading read(List<SecretRow> rows) {
        return tables().read(database(), rows::add, () -> false);
    }

    final void cannotTell(String why) {
        assertThatThrownBy(() -> tables().dependants(database(), List.of("1")))
                .isInstanceOf(SecretTables.CannotTell.class)
                .hasMessage(why);
    }

    /// Lets the reading user read these tables and no others.
    final void readOnly(String... readable) throws SQLException {
        String schema = postgres() ? "public" : "`" + stack.productDatabase() + "`";
        String user = postgres() ? stack.reader() : "'" + stack.reader() + "'@'%'";
        sql(
                postgres()
                        ? "REVOKE SELECT ON ALL TABLES IN SCHEMA public FROM " + user
                        : "REVOKE SELECT ON " + schema + ".* FROM " + user);
        for (String table : readable) {
            sql("GRANT SELECT ON " + schema + "." + table + " TO " + user);
        }
    }
}
