package io.keymend.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One message that passed every rule of Publish: a body per protocol, subject and attributes.
///
/// @param bodies by protocol; `default` is always there
record SnsMessage(
        Optional<String> subject, Map<String, String> bodies, List<SnsAttribute> attributes) {
    private static final int MOST_BYTES = 262_144;
    private static final Pattern SUBJECT = Pattern.compile("[\\x21-\\x7e][\\x20-\\x7e]{0,98}");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    SnsMessage {
        bodies = Map.copyOf(bodies);
        attributes = List.copyOf(attributes);
    }

    /// @throws AwsError for the first rule the form breaks
    static SnsMessage of(Map<String, String> form) {
        String message = form.getOrDefault("Message", "");
        if (message.isEmpty()) {
            throw invalid("Empty message");
        }
        Optional<String> subject = Optional.ofNullable(form.get("Subject"));
        if (subject.isPresent() && !SUBJECT.matcher(subject.get()).matches()) {
            throw invalid("Subject");
        }
        List<SnsAttribute> attributes = SnsAttribute.all(form);
        int size = bytes(message) + subject.map(SnsMessage::bytes).orElse(0);
        if (size + attributes.stream().mapToInt(SnsAttribute::size).sum() > MOST_BYTES) {
            throw invalid("Message too long");
        }
        return new SnsMessage(subject, bodies(message, form.get("MessageStructure")), attributes);
    }

    /// What subscribers of a protocol get.
    String body(String protocol) {
        return bodies.getOrDefault(protocol, bodies.getOrDefault("default", ""));
    }

    static AwsError invalid(String what) {
        return new AwsError(400, "InvalidParameter", "Invalid parameter: " + what);
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Map<String, String> bodies(String message, @Nullable String structure) {
        if (structure == null) {
            return Map.of("default", message);
        }
        if (!structure.equals("json")) {
            throw invalid("MessageStructure");
        }
        Map<String, String> bodies = new HashMap<>();
        for (Map.Entry<String, JsonNode> body : object(message).properties()) {
            if (body.getValue().isTextual()) {
                bodies.put(body.getKey(), body.getValue().textValue());
            }
        }
        if (!bodies.containsKey("default")) {
            throw invalid("Message Structure - No default entry in JSON message body");
        }
        return bodies;
    }

    private static ObjectNode object(String message) {
        try {
            if (MAPPER.readTree(message) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException _) {
            // The same error as for JSON that is no object.
        }
        throw invalid("Message Structure - JSON message body failed to parse");
    }
}
