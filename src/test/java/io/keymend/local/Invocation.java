package io.keymend.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.KeymendFunction;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Calls the function as Lambda would, and wraps events as SQS would.
public final class Invocation {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Invocation() {}

    /// The function's answer to these bytes.
    public static String of(KeymendFunction function, byte[] input) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        function.handleRequest(new ByteArrayInputStream(input), output, new LocalContext(120_000));
        return output.toString(StandardCharsets.UTF_8);
    }

    /// The function's answer to this text.
    public static String of(KeymendFunction function, String input) throws IOException {
        return of(function, input.getBytes(StandardCharsets.UTF_8));
    }

    /// The function's answer to a sample of `events/`.
    public static String ofSample(KeymendFunction function, String name) throws IOException {
        return of(function, sample(name));
    }

    /// A sample of `events/`.
    public static String sample(String name) throws IOException {
        return Files.readString(Path.of("events", name));
    }

    /// An SQS event with one message for each body; message ids are `message-0`, `message-1` and so
    /// on.
    public static String sqsBatch(String... bodies) {
        ObjectNode batch = MAPPER.createObjectNode();
        ArrayNode records = batch.putArray("Records");
        for (int i = 0; i < bodies.length; i++) {
            ObjectNode message = records.addObject();
            message.put("messageId", "message-" + i);
            message.put("receiptHandle", "handle-" + i);
            message.put("body", bodies[i]);
            message.put("eventSource", "aws:sqs");
            message.put(
                    "eventSourceARN",
                    "arn:aws:sqs:" + Story.REGION + ":" + Story.ACCOUNT + ":keymend");
            message.put("awsRegion", Story.REGION);
            message.putObject("attributes").put("ApproximateReceiveCount", "1");
            message.putObject("messageAttributes");
        }
        try {
            return MAPPER.writeValueAsString(batch);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an SQS event could not be written", e);
        }
    }
}
