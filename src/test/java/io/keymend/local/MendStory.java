package io.keymend.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.KeymendFunction;
import io.keymend.remedy.Mode;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/// What an operator does about a mend, and what comes of it.
final class MendStory {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String INSTALL = "spacelift-2026";

    private final Mode mode;
    private final LocalStack stack;
    private final PrintStream out;

    MendStory(Mode mode, LocalStack stack, PrintStream out) {
        this.mode = mode;
        this.stack = stack;
        this.out = out;
    }

    /// The function's environment in this mode.
    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(stack.environment());
        environment.put("KEYMEND_MODE", mode.toString());
        environment.put("KEYMEND_WRITER_SECRET_ARN", Story.MENDER_SECRET);
        return environment;
    }

    void createJournal(KeymendFunction function) throws IOException {
        send(function, command("create-journal").put("install", INSTALL));
    }

    /// The story's product seals with an encryption context that no profile knows, so a re-seal
    /// needs a person who names it.
    void reseal(KeymendFunction function) throws IOException {
        ObjectNode plan = command("plan").put("install", INSTALL).put("mode", "reseal");
        plan.putObject("context").put("spacelift:purpose", "in-app-encryption");
        JsonNode planned = send(function, plan);
        String hash = planned.path("plan").asText();
        JsonNode explained = send(function, command("explain-plan").put("plan", hash));
        out.println("what the guards say before anybody has approved it:");
        explained
                .path("guards")
                .forEach(guard ->
                        out.printf(
                                "  %-8s %-10s %s%n",
                                guard.path("passed").asText().equals("true") ? "ok" : "REFUSED",
                                guard.path("guard").asText(),
                                guard.path("reason").asText()));
        send(
                function,
                command("apply").put("plan", hash).put("rows", planned.path("rows").asText()));
    }

    /// What the journal holds of the plan made last.
    void journal(KeymendFunction function) throws IOException {
        JsonNode plans = send(function, command("plans")).path("plans");
        if (!plans.isEmpty()) {
            String plan = plans.get(0).path("plan").asText();
            send(function, command("journal").put("plan", plan));
        }
    }

    private JsonNode send(KeymendFunction function, ObjectNode command) throws IOException {
        String input = MAPPER.writeValueAsString(command);
        out.println("> " + input);
        String answer = Invocation.of(function, input);
        out.println("  " + answer);
        return MAPPER.readTree(answer);
    }

    private static ObjectNode command(String name) {
        return MAPPER.createObjectNode().put("command", name);
    }
}
