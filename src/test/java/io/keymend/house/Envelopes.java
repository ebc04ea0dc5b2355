package io.keymend.house;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The EventBridge envelopes in a sample, as JSON text: the sample itself, or the bodies of its
/// queue messages.
final class Envelopes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Envelopes() {}

    /// Those the sample holds. A body that is no JSON holds none.
    static List<String> in(Path file) throws IOException {
        JsonNode sample = JSON.readTree(Files.readString(file));
        List<String> envelopes = new ArrayList<>();
        if (isEnvelope(sample)) {
            envelopes.add(sample.toString());
        }
        for (JsonNode message : sample.path("Records")) {
            String body = message.path("body").asText();
            if (isEnvelope(parsed(body))) {
                envelopes.add(body);
            }
        }
        return envelopes;
    }

    /// Those the sample holds, or its CloudTrail records in the envelopes EventBridge would give
    /// them.
    static List<String> around(Path file) throws IOException {
        List<String> held = in(file);
        if (!held.isEmpty()) {
            return held;
        }
        JsonNode sample = JSON.readTree(Files.readString(file));
        List<String> wrapped = new ArrayList<>();
        for (JsonNode each : sample.has("Records") ? sample.path("Records") : List.of(sample)) {
            wrapped.add(envelope(each).toString());
        }
        return wrapped;
    }

    private static ObjectNode envelope(JsonNode cloudTrail) {
        String service =
                cloudTrail.path("eventSource").asText().replaceFirst("\\.amazonaws\\.com$", "");
        ObjectNode envelope = JSON.createObjectNode();
        envelope.put("version", "0");
        envelope.put("id", "054b9495-d84c-4e79-b223-4534f9e8a973");
        envelope.put("detail-type", detailType(cloudTrail.path("eventType").asText()));
        envelope.put("source", "aws." + service);
        envelope.put("account", "111122223333");
        envelope.put("time", cloudTrail.path("eventTime").asText());
        envelope.put("region", cloudTrail.path("awsRegion").asText());
        envelope.putArray("resources");
        return envelope.set("detail", cloudTrail);
    }

    private static String detailType(String eventType) {
        return switch (eventType) {
            case "AwsServiceEvent" -> "AWS Service Event via CloudTrail";
            case "AwsVpceEvent" -> "AWS Network Activity Event via CloudTrail";
            default -> "AWS API Call via CloudTrail";
        };
    }

    private static boolean isEnvelope(JsonNode value) {
        return value.has("detail-type") && value.has("detail");
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) {
            return JSON.missingNode();
        }
    }
}
