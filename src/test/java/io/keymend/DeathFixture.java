package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.local.Story;
import io.keymend.localaws.Database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// The story's product with a few rows of each table, and one plan for it that is carried out again
/// and again.
abstract class DeathFixture extends MendFixture {
    static final Map<String, String> CONTEXT = Map.of("spacelift:purpose", "in-app-encryption");

    private static final String[] FEW = {
        "DROP TABLE runs",
        "DROP TABLE audit_trail",
        "DROP TABLE stack_secrets",
        "DROP TABLE vcs_integrations",
        "DELETE FROM context_variables WHERE slug > 'item-0008'"
    };

    private final Plaintexts plaintexts = new Plaintexts(stack, CONTEXT);
    private Set<String> tables = Set.of();
    private JsonNode planned = MAPPER.createObjectNode();

    DeathFixture(Database server) throws SQLException {
        super(server);
    }

    /// Lays the tables out and makes the plan.
    ///
    /// @return how many rows it changes
    final int given(String mode) throws IOException, SQLException {
        KeymendFunction function = begin(mode, Map.of());
        sql(FEW);
        sql(
                "INSERT INTO oidc_settings VALUES (2, 'two', '%s'), (3, 'three', '%s'), (4, 'four', '%s')"
                        .formatted(
                                sealed(Story.FORMER_KEY),
                                sealed(Story.CURRENT_KEY),
                                sealed(Story.FORMER_KEY)));
        tables = new TreeSet<>(tables().keySet());
        planned =
                mode.equals("reseal")
                        ? MendContract.plan(function, mode, CONTEXT)
                        : MendContract.plan(function, mode);
        return rows();
    }

    private String sealed(String key) {
        byte[] secret = ("more of " + key).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(stack.kms().seal(key, secret, CONTEXT));
    }

    final int rows() {
        return planned.path("rows").asInt();
    }

    final ObjectNode apply() {
        return MendContract.asked(planned);
    }

    /// The command that puts back all that is not put back yet.
    final ObjectNode restore() throws SQLException {
        long open = books().journal().stream().filter(entry -> !entry.restored()).count();
        return MendContract.asked(planned)
                .put("command", "restore")
                .put("rows", Long.toString(open));
    }

    static JsonNode send(KeymendFunction function, ObjectNode command) throws IOException {
        return MendContract.send(function, command);
    }

    final Books books() throws SQLException {
        return Books.of(stack, tables);
    }

    /// The books with every sealed value opened.
    final Books opened() throws SQLException {
        return plaintexts.open(books());
    }

    final Snapshot snapshot() throws SQLException {
        return Snapshot.of(stack, tables);
    }

    final String state() throws SQLException {
        try (Connection connection = stack.server().admin(stack.historyDatabase());
                Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("SELECT state FROM keymend.plan")) {
            assertThat(plan.next()).isTrue();
            return Objects.requireNonNull(plan.getString(1));
        }
    }

    /// As if six minutes had passed: a claim lasts five.
    final void letTheClaimExpire() throws SQLException {
        String interval =
                switch (stack.engine()) {
                    case POSTGRESQL -> "INTERVAL '6 minutes'";
                    case MYSQL -> "INTERVAL 6 MINUTE";
                };
        stack.server()
                .run(
                        stack.historyDatabase(),
                        "UPDATE keymend.plan SET claimed_until = claimed_until - " + interval);
    }

    /// Carries the plan to its end after a death, whose state this is.
    final void finish(String was, JsonNode answer) {
        boolean hadEnded = was.equals("APPLIED");
        assertThat(answer.path("outcome").asText())
                .as("%s", answer)
                .isEqualTo(hadEnded ? "taken" : "applied");
        if (!hadEnded) {
            assertThat(List.of(answer.path("changed").asInt(), answer.path("journaled").asInt()))
                    .as("%s", answer)
                    .isEqualTo(List.of(rows(), rows()));
        }
    }
}
