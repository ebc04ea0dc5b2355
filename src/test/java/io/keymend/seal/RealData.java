package io.keymend.seal;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Tables of real values, which are kept beside the project and not in it.
final class RealData {
    static final Path BLOBS = Path.of("../shared/data/kms-blobs.tsv");
    static final Path MESSAGES = Path.of("../shared/data/encryption-sdk-messages.tsv");

    private RealData() {}

    static boolean isThere(Path file) {
        return Files.isReadable(file);
    }

    /// The rows below the header; the test is skipped where the file is not there.
    static List<String[]> rows(Path file) {
        Assumptions.assumeTrue(isThere(file), () -> "no real values at " + file);
        try {
            return Files.readAllLines(file).stream()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
