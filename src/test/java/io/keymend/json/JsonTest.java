package io.keymend.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
    private final Json json = new Json();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|it is empty",
                "'  '|it is empty",
                "{|it ends too early",
                "[1,|it ends too early",
                "\"abc|it ends too early",
                "{} {}|something follows the JSON document",
                "{}x|it is not JSON",
                "{'a':1}|it is not JSON",
                "{\"a\":01}|it is not JSON",
                "nul|it is not JSON",
                "hello|it is not JSON"
            })
    void brokenTextIsRefusedWithAReasonInOurWords(String text, String reason) {
        assertThatThrownBy(() -> json.read(text))
                .isInstanceOf(Json.Unreadable.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void aFaultNamesItsPlaceAndNeverTheText() {
        assertThatThrownBy(() -> json.read("{\n  \"password\": hunter2\n}"))
                .isInstanceOf(Json.Unreadable.class)
                .hasMessage("it is not JSON at line 2, column 15")
                .hasNoCause();
    }

    @Test
    void aDocumentMayBeASingleValue() throws Json.Unreadable {
        assertThat(json.read("null").isAbsent()).isTrue();
        assertThat(json.read("\"a\"").text()).contains("a");
        assertThat(json.read(" true ").flag()).contains(true);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] latin = {'"', (byte) 0xe4, '"'};
        assertThatThrownBy(() -> json.read(latin))
                .isInstanceOf(Json.Unreadable.class)
                .hasMessageStartingWith("it is not valid UTF-8");
    }

    @Test
    void nestingHasALimit() throws Json.Unreadable {
        assertThat(json.read("[".repeat(100) + "]".repeat(100)).isArray()).isTrue();
        assertThatThrownBy(() -> json.read("[".repeat(101) + "]".repeat(101)))
                .hasMessageStartingWith("it is nested deeper than 100 levels");
        assertThatThrownBy(() -> json.read("{\"a\":".repeat(200_000)))
                .hasMessageStartingWith("it is nested deeper than 100 levels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\\", "\n", "\u0000", "\u2028", "Zürich", "\ud83d\ude00", "</x>"})
    void whatIsWrittenReadsTheSame(String text) throws Json.Unreadable {
        String line =
                json.write(out -> {
                    out.writeStartObject();
                    out.writeStringField("text", text);
                    out.writeEndObject();
                });
        assertThat(line.lines()).hasSize(1);
        assertThat(json.read(line).at("text").text()).contains(text);
    }
}
