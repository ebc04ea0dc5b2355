package io.keymend.localaws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;

import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A packaged function in a process of its own, under Lambda's own Java runtime.
///
/// The runtime's class path holds nothing of the project: what the function needs must be in its
/// jar.
public final class LambdaProcess implements AutoCloseable {
    private static final int MEMORY_MB = 512;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final TaskRoot task;
    private final Path log;
    private final RuntimeApi api = new RuntimeApi(TIMEOUT);
    private final Process process;
    private final long startedNanos;

    private LambdaProcess(TaskRoot task, Path log, String handler, Map<String, String> environment)
            throws IOException {
        this.task = task;
        this.log = log;
        ProcessBuilder builder =
                new ProcessBuilder(command(handler))
                        .directory(task.folder().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment(handler, environment));
        startedNanos = System.nanoTime();
        process = builder.start();
        var _ =
                process.onExit()
                        .thenAccept(ended ->
                                api.functionGone(
                                        "the function's process ended with "
                                                + ended.exitValue()
                                                + ":\n"
                                                + output()));
    }

    /// Starts a function.
    ///
    /// @param handler such as `io.keymend.KeymendFunction::handleRequest`
    /// @param environment added to what Lambda itself sets; nothing else is inherited
    public static LambdaProcess start(Path jar, String handler, Map<String, String> environment)
            throws IOException {
        return new LambdaProcess(
                TaskRoot.of(jar),
                Files.createTempFile("keymend-function", ".log"),
                handler,
                environment);
    }

    /// When the process was started, by [System#nanoTime].
    public long startedNanos() {
        return startedNanos;
    }

    /// Waits until the function is initialised.
    public void awaitReady() throws InterruptedException {
        await(api.ready());
    }

    /// Invokes the function and waits for its answer.
    ///
    /// @throws IllegalStateException with the process's output, where the process ended or kept
    ///   silent
    public Reply invoke(String payload) throws InterruptedException {
        return await(api.invoke(payload));
    }

    /// Invokes the function and does not wait. The answer fails where the process ends first.
    public CompletableFuture<Reply> send(String payload) {
        return api.invoke(payload);
    }

    /// Ends the process at once, whatever it is doing.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// All the process wrote so far, to both streams.
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the function's output", e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        api.close();
        task.close();
        Files.deleteIfExists(log);
    }

    private <T> T await(CompletableFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer in " + TIMEOUT + ":\n" + output(), e);
        }
    }

    private static List<String> command(String handler) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + MEMORY_MB * 85 / 100 + "m",
                "--enable-native-access=ALL-UNNAMED",
                "-classpath",
                classPath(),
                AWSLambda.class.getName(),
                handler);
    }

    private Map<String, String> environment(String handler, Map<String, String> added) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "keymend");
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(MEMORY_MB));
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/keymend");
        environment.put(
                "AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/19/[1]0123456789abcdef0123456789abcdef");
        environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        environment.put("AWS_REGION", "eu-west-1");
        environment.put("AWS_DEFAULT_REGION", "eu-west-1");
        environment.put("LAMBDA_TASK_ROOT", task.folder().toString());
        environment.put("LANG", "en_US.UTF-8");
        environment.put("TZ", ":UTC");
        environment.put("_HANDLER", handler);
        environment.putAll(added);
        return environment;
    }

    /// The runtime and what it needs, nothing else.
    private static String classPath() {
        return Stream.of(
                        AWSLambda.class,
                        Context.class,
                        PojoSerializer.class,
                        SdkInternalThreadLocal.class)
                .map(LambdaProcess::jarOf)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String jarOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no jar holds " + type, e);
        }
    }
}
