package io.keymend.localaws;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/// Lambda's Runtime API on a loopback port: hands queued payloads to a function's runtime and takes
/// its answers.
public final class RuntimeApi implements AutoCloseable {
    static final String FUNCTION_ARN = "arn:aws:lambda:eu-west-1:111122223333:function:keymend";

    private static final String ROOT = "/2018-06-01/runtime/";
    private static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";

    private final Duration timeout;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> open = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Reply> ended = new CompletableFuture<>();

    private record Invocation(String id, String payload, CompletableFuture<Reply> reply) {
        /// Without the payload: a record may hold what must not be logged.
        @Override
        public String toString() {
            return "Invocation[" + id + "]";
        }
    }

    /// @param timeout the time a function is told it has for one invocation
    public RuntimeApi(Duration timeout) {
        this.timeout = timeout;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no loopback port for the Runtime API", e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /// What the runtime expects in `AWS_LAMBDA_RUNTIME_API`.
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// Queues a payload. The future fails where the function's process ended without an answer.
    public CompletableFuture<Reply> invoke(String payload) {
        Invocation invocation =
                new Invocation(UUID.randomUUID().toString(), payload, new CompletableFuture<>());
        open.put(invocation.id(), invocation);
        waiting.add(invocation);
        var _ = ended.whenComplete((reply, failure) -> settle(invocation, reply, failure));
        return invocation.reply();
    }

    /// Done when the function is initialised: its runtime asks for work for the first time.
    public CompletableFuture<Void> ready() {
        return ready.copy();
    }

    /// Nothing will answer any more.
    void functionGone(String reason) {
        end(new IllegalStateException(reason));
    }

    @Override
    public void close() {
        functionGone("the Runtime API was closed");
        server.stop(0);
        threads.shutdownNow();
    }

    private void end(RuntimeException failure) {
        ready.completeExceptionally(failure);
        ended.completeExceptionally(failure);
    }

    private void settle(Invocation invocation, @Nullable Reply reply, @Nullable Throwable failure) {
        open.remove(invocation.id());
        if (reply != null) {
            invocation.reply().complete(reply);
        } else if (failure != null) {
            invocation.reply().completeExceptionally(failure);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            switch (exchange.getRequestMethod() + " " + last(path, 2)) {
                case "GET invocation/next" -> next(exchange);
                case "POST init/error" -> initError(exchange);
                case String request when request.matches("POST [^/]+/(response|error)") ->
                        answered(exchange, path);
                default -> send(exchange, 404, "{\"errorType\":\"NotFound\"}");
            }
        }
    }

    private void next(HttpExchange exchange) throws IOException {
        ready.complete(null);
        Invocation invocation;
        try {
            invocation = waiting.take();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        Headers headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(System.currentTimeMillis() + timeout.toMillis()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", FUNCTION_ARN);
        headers.set(
                "Lambda-Runtime-Trace-Id", "Root=1-691d8000-0123456789abcdef01234567;Sampled=0");
        send(exchange, 200, invocation.payload());
    }

    private void answered(HttpExchange exchange, String path) throws IOException {
        String[] parts = path.substring(ROOT.length()).split("/", -1);
        Invocation invocation = parts.length == 3 ? open.get(parts[1]) : null;
        if (invocation == null) {
            send(exchange, 400, "{\"errorType\":\"InvalidRequestID\"}");
            return;
        }
        String payload = body(exchange);
        Reply reply =
                parts[2].equals("response")
                        ? new Reply.Returned(payload)
                        : new Reply.Failed(type(exchange), payload);
        send(exchange, 202, "{\"status\":\"OK\"}");
        settle(invocation, reply, null);
    }

    private void initError(HttpExchange exchange) throws IOException {
        Reply reply = new Reply.NeverStarted(type(exchange), body(exchange));
        // Before the answer: the process ends as soon as it has that.
        ended.complete(reply);
        ready.completeExceptionally(new IllegalStateException("initialisation failed: " + reply));
        send(exchange, 202, "{\"status\":\"OK\"}");
    }

    private static String type(HttpExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst(ERROR_TYPE);
        return type == null ? "" : type;
    }

    /// The last parts of a path below the API's root; empty for any other path.
    private static String last(String path, int count) {
        if (!path.startsWith(ROOT)) {
            return "";
        }
        String[] parts = path.substring(ROOT.length()).split("/", -1);
        int from = Math.max(0, parts.length - count);
        return String.join("/", Arrays.copyOfRange(parts, from, parts.length));
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
