package io.keymend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.keymend.local.Invocation;
import io.keymend.local.LocalStack;
import io.keymend.local.Reinstall;
import io.keymend.localaws.PostgresDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;

/// The function on a local stack, with both installs recorded, and nothing in the product's
/// database. The tests of a class share it; each begins two hours after the one before, so that
/// nothing counts as announced.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StackFixture {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-19T08:20:00Z"));
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private int before;
    LocalStack stack;
    KeymendFunction function;

    StackFixture() {
        try {
            stack = LocalStack.sharing(PostgresDatabase.shared(), now::get);
        } catch (SQLException e) {
            throw new IllegalStateException("no local stack", e);
        }
        function = stack.function(logStream());
    }

    @BeforeAll
    void record() throws IOException {
        Reinstall.keys(stack);
        Reinstall.record(stack, function);
    }

    @BeforeEach
    void begin() {
        later(Duration.ofHours(2));
        stack.sns().faults().clear();
        stack.rdsData().faults().clear();
        log.reset();
        before = stack.sns().deliveries("email").size();
    }

    @AfterAll
    void close() {
        stack.close();
    }

    /// What the stack and the function go by.
    final InstantSource clock() {
        return now::get;
    }

    /// Lets time pass.
    final void later(Duration time) {
        now.updateAndGet(at -> at.plus(time));
    }

    final JsonNode send(byte[] input) throws IOException {
        return MAPPER.readTree(Invocation.of(function, input));
    }

    final JsonNode send(String input) throws IOException {
        return send(input.getBytes(StandardCharsets.UTF_8));
    }

    /// What a batch of these bodies leaves to be delivered again.
    final List<String> failed(String... bodies) throws IOException {
        return failedIn(send(Invocation.sqsBatch(bodies)));
    }

    static List<String> failedIn(JsonNode answer) {
        return StreamSupport.stream(answer.path("batchItemFailures").spliterator(), false)
                .map(failure -> failure.path("itemIdentifier").asText())
                .toList();
    }

    final String denied() throws IOException {
        return Invocation.sample("spacelift-decrypt-denied.json");
    }

    /// How many alerts this test saw published.
    final int alerts() {
        return stack.sns().deliveries("email").size() - before;
    }

    /// Where the function writes what [#log] tells.
    final PrintStream logStream() {
        return new PrintStream(log, true, StandardCharsets.UTF_8);
    }

    final String log() {
        return log.toString(StandardCharsets.UTF_8);
    }
}
