package io.keymend.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;

/// The awsJson1.1 protocol: the operation in `X-Amz-Target`, one JSON object each way.
final class JsonProtocol {
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonProtocol() {}

    /// What follows the last dot of the target: `TrentService.Decrypt` asks for `Decrypt`.
    static String operation(Wire.Request request) {
        return request.target().substring(request.target().lastIndexOf('.') + 1);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// The fields of a signed request.
    ///
    /// @throws AwsError when no known principal signed it or its body is no JSON object
    static Fields fields(Wire.Request request) {
        if (request.caller().isAnonymous()) {
            throw new AwsError(
                    400,
                    "UnrecognizedClientException",
                    "The security token included in the request is invalid.");
        }
        try {
            if (MAPPER.readTree(request.body()) instanceof ObjectNode body) {
                return new Fields(body);
            }
        } catch (JsonProcessingException _) {
            // Answered below, like any other body that is no object; the text may hold plaintext.
        }
        throw new AwsError(400, "SerializationException", "The body is not a JSON object.");
    }

    static Wire.Answer ok(JsonNode body) {
        return Wire.Answer.json(CONTENT_TYPE, body.toString());
    }

    /// An error. One without a text has no `message` member at all, as KMS answers it.
    static Wire.Answer error(AwsError error) {
        ObjectNode body = object().put("__type", error.code());
        if (!error.text().isEmpty()) {
            body.put("message", error.text());
        }
        return new Wire.Answer(error.status(), CONTENT_TYPE, body.toString());
    }

    static AwsError unknownOperation(String operation) {
        return new AwsError(400, "UnknownOperationException", "No operation " + operation);
    }

    static AwsError validation(String message) {
        return new AwsError(400, "ValidationException", message);
    }

    /// A timestamp as the protocol writes it: seconds since the epoch, with a fraction.
    static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }
}
