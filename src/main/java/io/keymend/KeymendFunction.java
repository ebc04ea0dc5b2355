package io.keymend;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import io.keymend.aws.AwsClients;

import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/// The Lambda entry. Everything is made while the function initialises; an invocation only calls
/// it.
public final class KeymendFunction implements RequestStreamHandler {
    /// What an announcement needs at the end of an invocation, milliseconds.
    private static final int RESERVE_MS = 20_000;

    private final Keymend keymend;

    /// Called by Lambda: reads the environment and wires the real clients.
    public KeymendFunction() {
        this(fromEnvironment());
        keymend.prime();
    }

    /// A function around a Keymend that was wired elsewhere.
    public KeymendFunction(Keymend keymend) {
        this.keymend = keymend;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        String answer =
                keymend.handle(
                        input.readAllBytes(),
                        () -> context.getRemainingTimeInMillis() < RESERVE_MS);
        output.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static Keymend fromEnvironment() {
        Settings settings = Settings.from(System.getenv());
        AwsClients clients =
                new AwsClients(
                        Region.of(settings.region()),
                        DefaultCredentialsProvider.builder().build(),
                        Map.of());
        return new Keymend(settings, clients, InstantSource.system(), System.out);
    }
}
