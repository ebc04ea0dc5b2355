package io.keymend.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// What a person sees of the local run, in a process of its own.
final class LocalMainIT {
    @TempDir private Path folder;

    @Test
    void itPrintsTheAlertAndEndsWithZero() throws IOException, InterruptedException {
        Process process = start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output())
                .contains(
                        "starting PostgreSQL",
                        "Subject: Keymend: ",
                        "cannot decrypt 226 sealed values",
                        "unsubscribe");
    }

    @Test
    void aPurgeIsShownBeforeAndAfter() throws IOException, InterruptedException {
        Process process = start("-Dmode=purge-superseded");

        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output())
                .containsSubsequence(
                        "WHAT THE TABLES HOLD BEFORE",
                        "oidc_settings.client_secret             1          1             0",
                        "mended, 1 row changed, 0 left",
                        "WHAT THE TABLES HOLD AFTER",
                        "oidc_settings.client_secret             0          0             0",
                        "accounts.slack_token",
                        "\"kind\":\"deleted\",\"journaled\":\"1\"");
    }

    @Test
    void aReSealIsShownBeforeAndAfter() throws IOException, InterruptedException {
        Process process = start("-Dmode=reseal");

        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output())
                .containsSubsequence(
                        "WHAT THE TABLES HOLD BEFORE",
                        "context_variables.value               260        131            22",
                        "\"command\":\"apply\"",
                        "\"outcome\":\"applied\"",
                        "mended, 226 rows changed, 0 left",
                        "WHAT THE TABLES HOLD AFTER",
                        "context_variables.value               260          0           153");
    }

    @Test
    void aModeThatIsNoneIsNamed() throws IOException, InterruptedException {
        Process process = start("-Dmode=purge");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(output()).contains("no such mode: purge");
    }

    @Test
    void anEventFileThatIsMissingIsNamed() throws IOException, InterruptedException {
        Process process = start("-Devent=no/such/file.json");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(output()).contains("no such event file: no/such/file.json");
    }

    @Test
    void sealsArePrintedAndNothingElse() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("values"), "hello\n");
        Process process = start("-Dseals=" + file);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output())
                .isEqualTo(
                        """
                        format\tgeneration\tfingerprint\tkey_arns\tproviders\tstructure
                        text\t-\t-\t-\t-\tplain
                        """);
    }

    @Test
    void aMissingFileOfSealsIsNamed() throws IOException, InterruptedException {
        Process process = start("-Dseals=no/such/file.tsv");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(output()).contains("no such file of sealed values: no/such/file.tsv");
    }

    @Test
    void explainingPrintsJsonAloneAndStartsNothing() throws IOException, InterruptedException {
        Process process = start("-Dexplain=events/spacelift-decrypt-denied.json");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output())
                .startsWith("{\"source\":\"spacelift-decrypt-denied.json\"")
                .endsWith("}\n")
                .hasLineCount(1);
    }

    @Test
    void aMissingFileToExplainIsNamed() throws IOException, InterruptedException {
        Process process = start("-Dexplain=no/such/file.json");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(output()).contains("no such file or folder of events: no/such/file.json");
    }

    @Test
    void ctrlCLeavesNoProcessBehind() throws IOException, InterruptedException {
        Set<ProcessHandle> before = postgresServers();
        Process process = start("-Dkeep=true");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> output().contains("The stack is running"));
        Set<ProcessHandle> started = postgresServers();
        started.removeAll(before);
        assertThat(started).isNotEmpty();

        assertThat(
                        new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                                .start()
                                .waitFor())
                .isZero();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(output()).contains("AWS_ENDPOINT_URL_KMS=http://127.0.0.1:");
    }

    /// PostgreSQL detaches from whoever started it, so it is found by its name.
    private static Set<ProcessHandle> postgresServers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("/bin/postgres"))
                .collect(Collectors.toSet());
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of(options));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), LocalMain.class.getName()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }
}
