package io.keymend;

import io.keymend.json.Json;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One line of JSON for each decision: what happened in `message`, and fixed keys that say which.
///
/// Keys in use: `eventId`, `keyArn`, `verdict`, `outcome`, `reason`, `messageId`, `cause`,
/// `denials`; of a mend `plan`, `column`, `done`, `changed`, `left`, `restored`, `conflicts`;
/// `record` (where in a message), `records` (how many of an invocation were ignored for one
/// reason).
final class DecisionLog {
    private final PrintStream out;
    private final Json json;

    DecisionLog(PrintStream out, Json json) {
        this.out = out;
        this.json = json;
    }

    void info(String message, Map<String, String> keys) {
        line("INFO", message, keys);
    }

    void warn(String message, Map<String, String> keys) {
        line("WARN", message, keys);
    }

    /// A fault of Keymend's own, with where it happened. Its message is left out: it could repeat
    /// what it choked on.
    void failed(String message, Map<String, String> keys, RuntimeException fault) {
        String where =
                Arrays.stream(fault.getStackTrace())
                        .limit(8)
                        .map(StackTraceElement::toString)
                        .collect(Collectors.joining(" < "));
        Map<String, String> all = new TreeMap<>(keys);
        all.put("fault", fault.getClass().getName());
        all.put("where", where);
        line("ERROR", message, all);
    }

    private void line(String level, String message, Map<String, String> keys) {
        out.println(
                json.write(line -> {
                    line.writeStartObject();
                    line.writeStringField("level", level);
                    line.writeStringField("message", message);
                    for (Map.Entry<String, String> key : new TreeMap<>(keys).entrySet()) {
                        line.writeStringField(key.getKey(), key.getValue());
                    }
                    line.writeEndObject();
                }));
    }
}
