package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.house.Template;
import io.keymend.local.Invocation;
import io.keymend.local.LocalStack;
import io.keymend.local.Reinstall;
import io.keymend.local.Story;
import io.keymend.localaws.LambdaProcess;
import io.keymend.localaws.PostgresDatabase;
import io.keymend.localaws.Reply;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/// The packaged jar, in a process of its own, under Lambda's own runtime client.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PackagedFunctionIT {
    private static final Path JAR = Path.of(System.getProperty("keymend.jar"));

    private final LocalStack stack;
    private final LambdaProcess function;

    PackagedFunctionIT() throws IOException, SQLException {
        stack = LocalStack.sharing(PostgresDatabase.shared(), InstantSource.system());
        function =
                LambdaProcess.start(
                        JAR, Template.ofKeymend().handler(), stack.processEnvironment());
    }

    @BeforeAll
    void installs() throws IOException, SQLException, InterruptedException {
        Reinstall.layOut(stack, new Random(11));
        for (String sample :
                List.of(
                        "command-create-schema.json",
                        "command-record-former-install.json",
                        "command-record-current-install.json")) {
            assertThat(answer(Reinstall.sample(stack, sample))).contains("outcome");
        }
    }

    @AfterAll
    void stop() throws IOException {
        function.close();
        stack.close();
    }

    @Test
    void itAnswersABatchAndPublishesTheAlert() throws IOException, InterruptedException {
        String answer =
                answer(Invocation.sqsBatch(Invocation.sample("spacelift-decrypt-denied.json")));

        assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(stack.sns().deliveries("email").getLast().text())
                .contains("cannot decrypt 226 sealed values", Story.FORMER_KEY);
        assertThat(function.output()).contains("\"message\":\"announced\"");
    }

    @Test
    void itAnswersTheConsolesTestEventWithHelp() throws IOException, InterruptedException {
        assertThat(answer(Invocation.sample("console-default.json")))
                .contains(
                        "\"error\":\"the input has none of the known shapes\"",
                        "\"accepts\"",
                        "\"example\"");
    }

    @Test
    void itWarnsOfNothingWhileItStarts() throws InterruptedException {
        function.awaitReady();

        assertThat(function.output()).doesNotContain("SLF4J", "WARNING", "Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io/keymend/local", "io/keymend/localaws", "io/keymend/house", "org/postgresql",
                        "org/mariadb",
                "io/netty", "org/apache/http", "software/amazon/awssdk/crt",
                        "com/fasterxml/jackson/databind", "org/junit",
                "software/amazon/awssdk/services/sqs"
            })
    void theJarHoldsNothingOf(String folder) throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName).filter(name -> name.startsWith(folder)))
                    .isEmpty();
        }
    }

    @Test
    void theJarHoldsOneHttpClientAndStaysUnderFifteenMegabytes() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile());
                InputStream clients =
                        jar.getInputStream(
                                jar.getEntry(
                                        "META-INF/services/" + SdkHttpService.class.getName()))) {
            assertThat(new String(clients.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .filteredOn(line -> !line.isBlank() && !line.startsWith("#"))
                    .containsExactly(UrlConnectionSdkHttpService.class.getName());
        }
        assertThat(Files.size(JAR)).isLessThan(15_000_000);
    }

    private String answer(String input) throws InterruptedException {
        return switch (function.invoke(input)) {
            case Reply.Returned(var payload) -> payload;
            case Reply.Failed(var type, var payload) ->
                    throw new AssertionError(type + ": " + payload);
            case Reply.NeverStarted(var type, var payload) ->
                    throw new AssertionError(type + ": " + payload);
        };
    }
}
