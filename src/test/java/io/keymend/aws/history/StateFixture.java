package io.keymend.aws.history;

import io.keymend.Settings;
import io.keymend.aws.OpenClients;
import io.keymend.aws.api.DataApi;
import io.keymend.install.DatabaseRef;
import io.keymend.local.LocalStack;
import io.keymend.localaws.Database;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/// Keymend's own state in a fresh database, through real clients.
abstract class StateFixture {
    static final Instant NOW = Instant.parse("2026-11-19T08:20:00.123Z");

    LocalStack stack;
    DataApi database;
    RdsDataHistory history;
    RdsDataIncidents incidents;

    StateFixture() {
        try {
            stack = LocalStack.sharing(server(), () -> NOW);
        } catch (SQLException e) {
            throw new IllegalStateException("no local stack", e);
        }
        DatabaseRef where = where();
        database = new DataApi(OpenClients.rdsData(stack.clients()).of(where.clusterArn()), where);
        history = new RdsDataHistory(database, where.engine(), () -> NOW);
        incidents = new RdsDataIncidents(database, where.engine());
    }

    abstract Database server();

    @BeforeEach
    void createSchema() {
        history.create();
    }

    @AfterEach
    void close() {
        stack.close();
    }

    final DatabaseRef where() {
        return Settings.from(stack.environment()).history();
    }

    /// The first column of the first row.
    final String asked(String sql) throws SQLException {
        try (Connection connection = stack.server().admin(where().name());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
