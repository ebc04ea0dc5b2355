package io.keymend.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NodeTest {
    private final Node node;

    NodeTest() throws Json.Unreadable {
        node =
                new Json()
                        .read(
                                """
                                {"text": "a", "none": "", "null": null, "yes": true, "no": false,
                                 "number": 1, "list": ["x", 2, {"in": "y"}], "object": {"b": 1, "a": 2}}
                                """);
    }

    @Test
    void onlyAStringThatHoldsSomethingIsText() {
        assertThat(node.at("text").text()).contains("a");
        for (String other :
                new String[] {"none", "null", "yes", "number", "list", "object", "no such"}) {
            assertThat(node.at(other).text()).as(other).isEmpty();
            assertThat(node.at(other).textOrEmpty()).as(other).isEmpty();
        }
    }

    @Test
    void onlyABooleanIsAFlag() {
        assertThat(node.at("yes").flag()).contains(true);
        assertThat(node.at("no").flag()).contains(false);
        assertThat(node.at("text").flag()).isEmpty();
        assertThat(node.at("null").flag()).isEmpty();
        assertThat(node.at("no such").flag()).isEmpty();
    }

    @Test
    void elementsAndNamesAreEmptyWhereThereAreNone() {
        assertThat(node.at("list").elements()).hasSize(3);
        assertThat(node.at("list").elements().get(2).at("in").text()).contains("y");
        assertThat(node.at("object").names()).containsExactly("a", "b");
        assertThat(node.at("text").elements()).isEmpty();
        assertThat(node.at("list").names()).isEmpty();
    }

    @Test
    void askingOnInTheDarkNeverThrows() {
        Node dark = node.at("no such").at("deeper").at("still");
        assertThat(dark.isAbsent()).isTrue();
        assertThat(dark.elements()).isEmpty();
        assertThat(dark.names()).isEmpty();
        assertThat(node.at("text").at("x").isAbsent()).isTrue();
        assertThat(node.at("list").at("x").isAbsent()).isTrue();
        assertThat(node.at("null").isAbsent()).isTrue();
        assertThat(node.at("none").isAbsent()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "text, a string",
        "number, a number",
        "yes, a boolean",
        "no, a boolean",
        "null, null",
        "list, an array",
        "object, an object",
        "no such, nothing"
    })
    void aPlaceTellsItsKindAndNeverItsContent(String name, String kind) {
        assertThat(node.at(name)).hasToString(kind);
    }
}
