package io.keymend.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;

final class SourceFormatTest {
    private static final Path FILE = Path.of("Example.java");

    private final SourceFormat format = new SourceFormat();

    @Test
    void sourcesAreFormatted() throws IOException {
        assertThat(SourceFormat.sources(Path.of(""))).as("sources found").isNotEmpty();
        assertThat(format.differences(Path.of("")))
                .as("sources not in their format; 'mvn -q -Pformat' rewrites them")
                .isEmpty();
    }

    @Test
    void importsAreOrderedAndUnusedOnesRemoved() {
        String source =
                """
                import java.util.Set;
                import java.util.List;
                import java.util.Map;
                record Example(Set<String> a, List<String> b) {}
                """;

        assertThat(format.format(FILE, source))
                .isEqualTo(
                        """
                        import java.util.List;
                        import java.util.Set;

                        record Example(Set<String> a, List<String> b) {}
                        """);
    }

    @Test
    void theNewestSyntaxIsRead() {
        String source =
                """
                class Example {
                    String name(Object o) {
                        return switch (o) {
                            case Pair(var left, _) -> left;
                            default -> "";
                        };
                    }

                    record Pair(String left, String right) {}
                }
                """;

        assertThat(format.format(FILE, source)).isEqualTo(source);
    }

    @Test
    void brokenSourceIsRefusedWithTheFilesName() {
        assertThatThrownBy(() -> format.format(FILE, "class {"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Example.java");
    }
}
