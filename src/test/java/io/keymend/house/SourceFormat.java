package io.keymend.house;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The one format of every Java source here: google-java-format in AOSP style, imports ordered and
/// none unused.
///
/// Run as a program in the project's folder, it rewrites the sources that differ.
public final class SourceFormat {
    static final List<Path> ROOTS = List.of(Path.of("src/main/java"), Path.of("src/test/java"));

    private final Formatter formatter =
            new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());

    /// A source that is not as it should be, and how it should be.
    record Difference(Path file, String formatted) {
        /// Without the source.
        @Override
        public String toString() {
            return file.toString();
        }
    }

    public static void main(String[] args) throws IOException {
        List<Difference> differences = new SourceFormat().differences(Path.of(""));
        for (Difference difference : differences) {
            Files.writeString(difference.file(), difference.formatted());
            System.out.println("formatted " + difference.file());
        }
    }

    /// Every source below the project's folder that differs from its format.
    List<Difference> differences(Path project) throws IOException {
        List<Difference> differences = new ArrayList<>();
        for (Path file : sources(project)) {
            String source = Files.readString(file);
            String formatted = format(file, source);
            if (!formatted.equals(source)) {
                differences.add(new Difference(file, formatted));
            }
        }
        return differences;
    }

    static List<Path> sources(Path project) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path root : ROOTS) {
            Path folder = project.resolve(root);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .sorted()
                            .forEach(sources::add);
                }
            }
        }
        return sources;
    }

    /// The source in its format.
    ///
    /// @throws IllegalArgumentException naming the file, where it is no Java source
    String format(Path file, String source) {
        try {
            return formatter.formatSourceAndFixImports(source);
        } catch (FormatterException e) {
            throw new IllegalArgumentException(file + " cannot be formatted: " + e.getMessage(), e);
        }
    }
}
