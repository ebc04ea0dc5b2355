package io.keymend.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

class PostgresDatabaseTest {
    @Test
    void aUserNeedsTheRightPassword() throws SQLException {
        Database server = PostgresDatabase.shared();
        server.createDatabase("Mixed \"case\"");
        server.createUser("o'user", "it's", "postgres");
        try (Connection connection = server.connect("postgres", "o'user", "it's")) {
            assertThat(connection.isValid(1)).isTrue();
        }
        assertThatThrownBy(() -> server.connect("postgres", "o'user", "wrong"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void theServerListensOnLoopbackOnly() throws SQLException {
        try (Connection connection = PostgresDatabase.shared().admin("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW listen_addresses")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void aClosedServerAnswersNobody() throws SQLException {
        Database server = PostgresDatabase.start();
        try (Connection connection = server.admin("postgres")) {
            assertThat(connection.isValid(1)).isTrue();
        } finally {
            server.close();
        }
        assertThatThrownBy(() -> server.admin("postgres")).isInstanceOf(SQLException.class);
    }
}
