package io.keymend.localaws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// One AWS service on a loopback port of its own, as far as Keymend relies on it.
///
/// A subclass names the operation in a request and answers it; sockets, callers, faults and the
/// record of calls are here.
public abstract class StandIn implements AutoCloseable {
    /// One call as it arrived, for tests that count calls. It never holds a body.
    ///
    /// @param resource what it was about, where the service tells it; else empty
    public record Call(String operation, String principal, String resource) {}

    private final Callers callers;
    private final Faults faults = new Faults();
    private final List<Call> calls = new ArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    StandIn(Callers callers) {
        this.callers = callers;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no loopback port for a stand-in", e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
    }

    /// Called last in a subclass's constructor: nothing is served before its fields are set.
    final void start() {
        server.start();
    }

    /// The operation a request asks for, such as `Decrypt`.
    abstract String operation(Wire.Request request);

    /// What a request is about, such as a cluster's ARN; empty where the service does not tell.
    String resource(Wire.Request request) {
        return "";
    }

    /// Does what was asked.
    ///
    /// @throws AwsError where the real service would answer an error
    abstract Wire.Answer answer(String operation, Wire.Request request);

    /// An error in this service's protocol.
    abstract Wire.Answer render(AwsError error);

    /// The error this service answers when it throttles.
    AwsError throttling() {
        return new AwsError(400, "ThrottlingException", "Rate exceeded");
    }

    public final URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public final Faults faults() {
        return faults;
    }

    /// Every call so far, oldest first.
    public final List<Call> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /// How often an operation was called.
    public final long count(String operation) {
        return calls().stream().filter(call -> call.operation().equals(operation)).count();
    }

    /// Forgets the calls so far, of which a measurement would otherwise keep too many, and answers
    /// how many they were.
    public final int forgetCalls() {
        synchronized (calls) {
            int forgotten = calls.size();
            calls.clear();
            return forgotten;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Wire.Request request = read(exchange);
            String operation = operation(request);
            arrived(new Call(operation, request.caller().principal(), resource(request)));
            Wire.Answer answer = withFault(operation, request);
            if (answer != null) {
                write(exchange, answer);
            }
        }
    }

    private void arrived(Call call) {
        synchronized (calls) {
            calls.add(call);
        }
    }

    /// Null: the connection breaks without an answer.
    private Wire.@Nullable Answer withFault(String operation, Wire.Request request) {
        return switch (faults.take(operation)) {
            case null -> act(operation, request);
            case Fault.Slow(var delay) -> {
                pause(delay.toMillis());
                yield act(operation, request);
            }
            case Fault.Throttled() -> render(throttling());
            case Fault.Refused(var status, var code, var message) ->
                    render(new AwsError(status, code, message));
            case Fault.CutBefore() -> null;
            case Fault.CutAfter() -> {
                act(operation, request);
                yield null;
            }
            case Fault.Twice() -> {
                act(operation, request);
                yield act(operation, request);
            }
        };
    }

    private Wire.Answer act(String operation, Wire.Request request) {
        try {
            return answer(operation, request);
        } catch (AwsError e) {
            return render(e);
        } catch (RuntimeException e) {
            // A bug in the stand-in must look like one, not like an answer of AWS.
            e.printStackTrace();
            return new Wire.Answer(500, "text/plain", "stand-in failed: " + e);
        }
    }

    private Wire.Request read(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return new Wire.Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                header(exchange, "X-Amz-Target"),
                header(exchange, "Content-Type"),
                body,
                callers.identify(header(exchange, "Authorization")));
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static void write(HttpExchange exchange, Wire.Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.getResponseHeaders()
                .set("x-amzn-RequestId", java.util.UUID.randomUUID().toString());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
