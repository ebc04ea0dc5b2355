package io.keymend.aws.api;

import io.keymend.install.Engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Keymend's DDL as it ships: the very files under `infra/schema`.
public final class SchemaFile {
    private SchemaFile() {}

    /// The statements in order; each is run by itself, because the Data API takes one at a time.
    ///
    /// @param what `history` or `journal`
    public static List<String> statements(String what, Engine engine) {
        String file = "/schema/" + what + "-" + engine.name().toLowerCase(Locale.ROOT) + ".sql";
        try (InputStream in = SchemaFile.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no " + file);
            }
            String sql =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("--"))
                            .collect(Collectors.joining("\n"));
            return Arrays.stream(sql.split(";"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
