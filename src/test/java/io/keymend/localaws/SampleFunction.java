package io.keymend.localaws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A function for `RuntimeApiTest`, packed into a jar of its own. What the payload says is what it
/// does.
public final class SampleFunction implements RequestStreamHandler {
    /// A function that cannot be made.
    public static final class Unmakeable implements RequestStreamHandler {
        public Unmakeable() {
            throw new IllegalStateException("no settings");
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {}
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        String payload = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        String answer =
                switch (payload) {
                    case "\"throw\"" -> throw new IllegalArgumentException("asked to throw");
                    case "\"exit\"" -> exit();
                    case "\"inherited\"" -> quoted(inherited());
                    case "\"context\"" ->
                            quoted(context.getFunctionName() + " " + context.getMemoryLimitInMB());
                    case "\"setting\"" -> quoted(String.valueOf(System.getenv("SETTING")));
                    default -> payload;
                };
        System.out.println("answered " + context.getAwsRequestId());
        output.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static String exit() {
        System.err.println("asked to exit");
        System.exit(7);
        throw new AssertionError("still here");
    }

    /// Whether the function sees more than its jar and the runtime.
    private static String inherited() {
        try {
            return Class.forName("org.junit.jupiter.api.Test").getName();
        } catch (ClassNotFoundException _) {
            return String.valueOf(System.getenv("PATH"));
        }
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
