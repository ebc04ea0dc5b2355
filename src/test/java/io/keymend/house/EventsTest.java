package io.keymend.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

final class EventsTest {
    private static final Path FOLDER = Path.of("events");
    private static final Pattern NAMED =
            Pattern.compile("^\\| `([a-z0-9-]+\\.json)` \\|", Pattern.MULTILINE);
    private static final Pattern ACCOUNT = Pattern.compile("(?<=:)\\d{12}(?=:)");
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    @ParameterizedTest
    @MethodSource("files")
    void aSampleIsJsonAndInvented(Path file) throws IOException {
        String text = Files.readString(file);

        assertThat(JSON.readTree(text).isObject()).as("an object").isTrue();
        assertThat(ACCOUNT.matcher(text).results().map(MatchResult::group))
                .as("account ids")
                .allMatch("111122223333"::equals);
    }

    @Test
    void theReadmeNamesEverySampleAndNothingElse() throws IOException {
        String readme = Files.readString(FOLDER.resolve("README.md"));
        List<String> named = NAMED.matcher(readme).results().map(found -> found.group(1)).toList();

        assertThat(named).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(named))
                .isEqualTo(
                        new TreeSet<>(files().map(file -> file.getFileName().toString()).toList()));
    }

    @Test
    void aDeniedCallHoldsItsKeyInTheMessageAlone() throws IOException {
        JsonNode detail = read("spacelift-decrypt-denied.json").path("detail");

        assertThat(detail.has("resources")).as("resources").isFalse();
        assertThat(detail.path("requestParameters").isNull()).as("null parameters").isTrue();
        assertThat(detail.path("errorMessage").asText())
                .contains(" on resource: arn:aws:kms:eu-west-1:111122223333:key/6f1c3a52-");
    }

    @Test
    void theBatchHoldsOneWholeAndOneCutBody() throws IOException {
        JsonNode records = read("sqs-batch.json").path("Records");

        assertThat(records).hasSize(2);
        assertThat(JSON.readTree(records.get(0).path("body").asText()).path("source").asText())
                .isEqualTo("aws.kms");
        assertThat(parses(records.get(1).path("body").asText())).isFalse();
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static JsonNode read(String name) throws IOException {
        return JSON.readTree(Files.readString(FOLDER.resolve(name)));
    }

    private static boolean parses(String text) {
        try {
            JSON.readTree(text);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
