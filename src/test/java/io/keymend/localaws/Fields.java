package io.keymend.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The members of one awsJson1.1 request, read by name and checked as they are read.
final class Fields {
    private final ObjectNode body;

    Fields(ObjectNode body) {
        this.body = body;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(body.get(name))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }

    String required(String name) {
        return text(name).orElseThrow(() -> invalid(name, "Member must not be null"));
    }

    Optional<Integer> number(String name) {
        return Optional.ofNullable(body.get(name)).filter(JsonNode::isInt).map(JsonNode::intValue);
    }

    boolean flag(String name) {
        return body.path(name).asBoolean(false);
    }

    /// A required blob of 1 to `longest` bytes.
    byte[] blob(String name, int longest) {
        byte[] bytes = decode(name, required(name));
        if (bytes.length > longest) {
            throw invalid(name, "Member must have length less than or equal to " + longest);
        }
        if (bytes.length == 0) {
            throw invalid(name, "Member must have length greater than or equal to 1");
        }
        return bytes;
    }

    Map<String, String> map(String name) {
        Map<String, String> entries = new HashMap<>();
        body.path(name)
                .properties()
                .forEach(entry -> entries.put(entry.getKey(), entry.getValue().asText()));
        return entries;
    }

    List<String> list(String name) {
        List<String> items = new ArrayList<>();
        body.path(name).forEach(item -> items.add(item.asText()));
        return items;
    }

    private static byte[] decode(String name, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            throw new AwsError(400, "SerializationException", name + " is not base64.");
        }
    }

    private static AwsError invalid(String name, String constraint) {
        String member = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        return JsonProtocol.validation(
                "1 validation error detected: Value at '%s' failed to satisfy constraint: %s"
                        .formatted(member, constraint));
    }
}
