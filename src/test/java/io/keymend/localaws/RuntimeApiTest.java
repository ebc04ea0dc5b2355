package io.keymend.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

final class RuntimeApiTest {
    private static final String HANDLER = SampleFunction.class.getName() + "::handleRequest";

    @TempDir private static Path folder;

    private static Path jar;
    private static LambdaProcess function;

    @BeforeAll
    static void start() throws IOException {
        jar = pack(List.of(SampleFunction.class, SampleFunction.Unmakeable.class));
        function = LambdaProcess.start(jar, HANDLER, Map.of("SETTING", "given"));
    }

    @AfterAll
    static void stop() throws IOException {
        function.close();
    }

    @Test
    void answersComeBackInTheOrderOfTheirInvocations() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            String payload = "{\"n\":" + i + ",\"text\":\"Grüße\"}";
            assertThat(function.invoke(payload)).isEqualTo(new Reply.Returned(payload));
        }
    }

    @Test
    void anExceptionIsAnErrorWithTypeAndMessageAndTheFunctionGoesOn() throws InterruptedException {
        assertThat(function.invoke("\"throw\""))
                .isInstanceOfSatisfying(
                        Reply.Failed.class,
                        failed -> {
                            assertThat(failed.type()).isEqualTo("Runtime.UserException");
                            assertThat(failed.payload())
                                    .contains(
                                            "\"errorMessage\":\"asked to throw\"",
                                            "\"errorType\":\"java.lang.IllegalArgumentException\"");
                        });
        assertThat(function.invoke("1")).isEqualTo(new Reply.Returned("1"));
    }

    @Test
    void theFunctionSeesItsSettingsAndItsContext() throws InterruptedException {
        assertThat(function.invoke("\"setting\"")).isEqualTo(new Reply.Returned("\"given\""));
        assertThat(function.invoke("\"context\"")).isEqualTo(new Reply.Returned("\"keymend 512\""));
    }

    @Test
    void theFunctionInheritsNeitherClassesNorEnvironment() throws InterruptedException {
        assertThat(function.invoke("\"inherited\"")).isEqualTo(new Reply.Returned("\"null\""));
    }

    @Test
    void outputIsCaptured() throws InterruptedException {
        assertThat(function.invoke("2")).isEqualTo(new Reply.Returned("2"));
        assertThat(function.output()).contains("answered ");
    }

    @Test
    void aFunctionThatCannotBeMadeSaysWhy() throws Exception {
        try (LambdaProcess broken =
                LambdaProcess.start(jar, SampleFunction.Unmakeable.class.getName(), Map.of())) {
            assertThat(broken.invoke("{}"))
                    .isInstanceOfSatisfying(
                            Reply.NeverStarted.class,
                            never -> assertThat(never.payload()).contains("no settings"));
        }
    }

    @Test
    void aProcessThatEndsFailsItsInvocationWithItsOutput() throws Exception {
        try (LambdaProcess brief = LambdaProcess.start(jar, HANDLER, Map.of())) {
            brief.awaitReady();
            assertThatThrownBy(() -> brief.invoke("\"exit\""))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ended with 7")
                    .hasMessageContaining("asked to exit");
            assertThat(brief.isAlive()).isFalse();
        }
    }

    @Test
    void closingEndsTheProcess() throws Exception {
        LambdaProcess closed = LambdaProcess.start(jar, HANDLER, Map.of());
        closed.awaitReady();
        closed.close();

        assertThat(closed.isAlive()).isFalse();
    }

    @Test
    void anAnswerToNoInvocationIsRefused() throws Exception {
        try (RuntimeApi api = new RuntimeApi(Duration.ofSeconds(5));
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(post(client, api, "invocation/unknown/response")).isEqualTo(400);
            assertThat(post(client, api, "nothing/of/the/kind")).isEqualTo(404);
        }
    }

    @Test
    void closingTheApiFailsWhatStillWaits() {
        RuntimeApi api = new RuntimeApi(Duration.ofSeconds(5));
        CompletableFuture<Reply> waiting = api.invoke("{}");
        api.close();

        assertThat(waiting).isCompletedExceptionally();
    }

    private static int post(HttpClient client, RuntimeApi api, String path) throws Exception {
        URI uri = URI.create("http://" + api.address() + "/2018-06-01/runtime/" + path);
        HttpRequest request =
                HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("{}")).build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static Path pack(List<Class<?>> classes) throws IOException {
        Path packed = folder.resolve("function.jar");
        try (OutputStream file = Files.newOutputStream(packed);
                JarOutputStream archive = new JarOutputStream(file)) {
            for (Class<?> type : classes) {
                String name = type.getName().replace('.', '/') + ".class";
                archive.putNextEntry(new JarEntry(name));
                try (InputStream content = type.getClassLoader().getResourceAsStream(name)) {
                    Objects.requireNonNull(content, name).transferTo(archive);
                }
                archive.closeEntry();
            }
        }
        return packed;
    }
}
