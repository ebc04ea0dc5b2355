package io.keymend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.local.Invocation;
import io.keymend.local.LocalStack;
import io.keymend.local.SemaphoreLayout;
import io.keymend.local.SemaphoreMove;
import io.keymend.localaws.Database;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Semaphore's tables, the secrets that hold its key, and a function that looks at both.
abstract class DoctorFixture {
    static final ObjectMapper MAPPER = new ObjectMapper();
    static final String LOGIN = "{\"login\":\"deploy\",\"password\":\"pässword-of-deploy\"}";

    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final LocalStack stack;
    final SemaphoreLayout semaphore;
    final List<String> planted = new ArrayList<>(List.of("pässword-of-deploy"));
    private final ArrayNode kept = MAPPER.createArrayNode();
    private int secrets;

    DoctorFixture(Database server) {
        try {
            stack = LocalStack.sharing(server, InstantSource.system());
            semaphore = SemaphoreLayout.create(stack);
        } catch (SQLException e) {
            throw new IllegalStateException("no local stack", e);
        }
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    /// A new key that may never be seen again.
    final String newKey() {
        String key = SemaphoreLayout.newKey();
        planted.add(key);
        return key;
    }

    /// A secret that holds the key; the first one named is what the running process has.
    ///
    /// @param values its versions, the current one last
    final void keep(String as, String pointer, String... values) {
        String arn =
                "arn:aws:secretsmanager:eu-west-1:111122223333:secret:semaphore/"
                        + as
                        + secrets++
                        + "-AbCdEf";
        SemaphoreMove.keep(stack, arn, values[0]);
        for (int i = 1; i < values.length; i++) {
            stack.secrets().putSecretValue(arn, values[i]);
        }
        kept.add(SemaphoreMove.kept(as, arn, pointer));
    }

    /// A key of the key store, sealed.
    final long sealed(String name, String key, @Nullable Long project) throws SQLException {
        return semaphore.key(name, "login_password", SemaphoreLayout.seal(key, LOGIN), project);
    }

    /// The function, with the install on record.
    final KeymendFunction begin(Map<String, String> more) throws IOException, SQLException {
        semaphore.grantReader();
        Map<String, String> environment = new TreeMap<>(stack.environment());
        environment.putAll(more);
        KeymendFunction function =
                stack.function(
                        environment,
                        InstantSource.system(),
                        new PrintStream(log, true, StandardCharsets.UTF_8));
        Invocation.ofSample(function, "command-create-schema.json");
        SemaphoreMove.record(stack, function, kept);
        return function;
    }

    /// What the doctor answers.
    final JsonNode examine() throws IOException, SQLException {
        return send(begin(Map.of()), "doctor", Map.of());
    }

    static JsonNode send(KeymendFunction function, String command, Map<String, ?> arguments)
            throws IOException {
        ObjectNode input = MAPPER.valueToTree(arguments);
        input.put("command", command).put("install", SemaphoreMove.INSTALL);
        return MAPPER.readTree(Invocation.of(function, input.toString()));
    }
}
