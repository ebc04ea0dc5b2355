package io.keymend.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;

final class TemplateIT {
    /// Far below what Lambda takes: every megabyte is read again at each start.
    private static final long LARGEST_JAR = 15L * 1024 * 1024;

    @Test
    void thePackageTheTemplateDeploysWasBuilt() throws IOException {
        Path jar = Path.of(Template.ofKeymend().codeUri());

        assertThat(jar).exists().isRegularFile();
        assertThat(jar.toAbsolutePath()).isEqualTo(Path.of(System.getProperty("keymend.jar", "")));
        assertThat(jar.toFile().length()).isLessThan(LARGEST_JAR);
    }

    @Test
    void thePackageHoldsTheFunctionsClassesAndNoTests() throws IOException {
        Path jar = Path.of(Template.ofKeymend().codeUri());
        try (JarFile archive = new JarFile(jar.toFile())) {
            assertThat(archive.stream().map(entry -> entry.getName()))
                    .contains("io/keymend/package-info.class")
                    .contains("com/amazonaws/services/lambda/runtime/RequestStreamHandler.class")
                    .noneMatch(name -> name.startsWith("io/keymend/localaws/"))
                    .noneMatch(name -> name.startsWith("org/junit/"));
        }
    }
}
