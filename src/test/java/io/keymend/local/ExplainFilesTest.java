package io.keymend.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

final class ExplainFilesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path REAL = Path.of("..", "shared", "data", "cloudtrail");
    private static final String MESSAGE =
            "User: arn:aws:sts::111122223333:assumed-role/spacelift-server-role-k3x9a/i-1 is not"
                    + " authorized to perform: kms:Decrypt on resource: "
                    + Story.FORMER_KEY
                    + " with an explicit deny in a permissions boundary";

    private final Path folder;

    ExplainFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static List<JsonNode> lines(Path path) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ExplainFiles.to(new PrintStream(bytes, false, StandardCharsets.UTF_8)).print(path);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : bytes.toString(StandardCharsets.UTF_8).lines().toList()) {
            lines.add(MAPPER.readTree(line));
        }
        return lines;
    }

    private static List<String> shown(Path path) throws IOException {
        return lines(path).stream()
                .map(line ->
                        line.path("source").asText()
                                + " "
                                + line.path("reading").asText()
                                + " "
                                + line.path("layer").asText())
                .toList();
    }

    @Test
    void aSampleIsMatchedWithTheStorysInstalls() throws IOException {
        assertThat(lines(Path.of("events", "spacelift-decrypt-denied.json")))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("match").asText()).isEqualTo("former");
                    assertThat(line.path("installs")).hasSize(2);
                    assertThat(line.path("evidence").asText())
                            .isEqualTo(
                                    "no table was read: this run asks neither a database nor KMS");
                });
    }

    @Test
    void aTablesMessagesAreReadByTheirLines() throws IOException {
        Path table = folder.resolve("t.tsv");
        Files.writeString(
                table,
                "\ufeffid\t\"Message\"\r\n1\t" + MESSAGE + "\r\n\r\n2\n3\t\"" + MESSAGE + "\"\n");

        assertThat(shown(table))
                .containsExactly(
                        "t.tsv:2 refused permissions boundary",
                        "t.tsv:4 unrelated none",
                        "t.tsv:5 refused permissions boundary");
    }

    @Test
    void everyFileOfAFolderIsReadByName() throws IOException {
        Files.createDirectory(folder.resolve("c"));
        Files.writeString(folder.resolve("d.json"), "{");
        Files.writeString(folder.resolve("a.txt"), MESSAGE);
        Files.writeString(folder.resolve("b.tsv"), "no\tsuch column\n");
        Files.writeString(folder.resolve("e.tsv"), "");
        Files.write(folder.resolve("f.bin"), new byte[] {0, 1, (byte) 0xff, (byte) 0xfe});

        assertThat(shown(folder))
                .containsExactly(
                        "a.txt refused permissions boundary",
                        "b.tsv malformed none",
                        "d.json malformed none",
                        "e.tsv malformed none",
                        "f.bin unrelated none");
    }

    @Test
    void everyCollectedFileHasAnAnswer() throws IOException {
        assumeTrue(Files.isDirectory(REAL), "no real records at " + REAL + ": not explained");
        List<JsonNode> lines = lines(REAL);

        assertThat(lines).hasSizeGreaterThan(100);
        assertThat(lines)
                .filteredOn(line -> line.path("source").asText().endsWith(".json"))
                .noneMatch(line -> line.path("reading").asText().equals("malformed"));
        assertThat(lines)
                .filteredOn(line -> line.path("source").asText().endsWith(".txt"))
                .hasSize(3)
                .allMatch(line -> line.path("reading").asText().equals("malformed"))
                .extracting(line -> line.path("operation").asText())
                .containsExactly("kms:Decrypt", "kms:GenerateDataKey", "kms:ListGrants");
    }
}
