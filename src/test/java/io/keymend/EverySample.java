package io.keymend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The samples in `events/`.
final class EverySample {
    private EverySample() {}

    /// Their file names, sorted.
    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("events"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
