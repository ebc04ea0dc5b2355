package io.keymend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.local.Invocation;
import io.keymend.local.Layout;
import io.keymend.local.LocalStack;
import io.keymend.local.Reinstall;
import io.keymend.local.Story;
import io.keymend.local.TableChecksum;
import io.keymend.localaws.Database;

import org.junit.jupiter.api.AfterEach;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A product that was installed again, and a function that may mend it, on one engine.
abstract class MendFixture {
    static final ObjectMapper MAPPER = new ObjectMapper();

    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final LocalStack stack;
    Layout layout;

    MendFixture(Database server) throws SQLException {
        stack = LocalStack.sharing(server, InstantSource.system());
        layout = new Layout(stack, new Random(7));
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    /// The function as deployed in this mode, after the story's tables were laid out, and where the
    /// mode is on, with its mending user and its journal.
    final KeymendFunction begin(String mode, Map<String, String> more)
            throws IOException, SQLException {
        layout = Reinstall.layOut(stack, new Random(7));
        stack.allowMending();
        KeymendFunction function = function(mode, more);
        Reinstall.record(stack, function);
        if (!mode.equals("off")) {
            JsonNode answer = send(function, "create-journal", Map.of("install", "spacelift-2026"));
            if (answer.has("error")) {
                throw new IllegalStateException(answer.toString());
            }
        }
        return function;
    }

    final KeymendFunction function(String mode, Map<String, String> more) {
        return function(mode, more, InstantSource.system());
    }

    final KeymendFunction function(String mode, Map<String, String> more, InstantSource clock) {
        Map<String, String> environment = new TreeMap<>(stack.environment());
        environment.put("KEYMEND_MODE", mode);
        environment.put("KEYMEND_WRITER_SECRET_ARN", Story.MENDER_SECRET);
        environment.putAll(more);
        return stack.function(
                environment, clock, new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    static JsonNode send(KeymendFunction function, String command, Map<String, ?> arguments)
            throws IOException {
        ObjectNode input = MAPPER.valueToTree(arguments);
        input.put("command", command);
        return MAPPER.readTree(Invocation.of(function, MAPPER.writeValueAsString(input)));
    }

    final void deny(KeymendFunction function) throws IOException {
        String answer =
                Invocation.of(
                        function,
                        Invocation.sqsBatch(Invocation.sample("spacelift-decrypt-denied.json")));
        if (!answer.equals("{\"batchItemFailures\":[]}")) {
            throw new IllegalStateException(answer);
        }
    }

    final Map<String, String> tables() throws SQLException {
        return TableChecksum.of(stack);
    }

    final long count(String sql) throws SQLException {
        try (Connection connection = stack.server().admin(stack.productDatabase());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    final void sql(String... statements) throws SQLException {
        stack.server().run(stack.productDatabase(), statements);
    }

    /// Rows that the former key sealed, over all tables.
    final int staleRows() throws SQLException {
        int stale = 0;
        try (Connection connection = stack.server().admin(stack.productDatabase())) {
            StaleRows rows = new StaleRows(connection, stack.kms().fingerprint(Story.FORMER_KEY));
            for (String table : tables().keySet()) {
                stale += rows.in(table);
            }
        }
        return stale;
    }
}
