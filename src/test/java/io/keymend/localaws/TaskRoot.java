package io.keymend.localaws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// A function's jar taken apart in a temporary folder, as Lambda does in `/var/task`.
record TaskRoot(Path folder) implements AutoCloseable {
    static TaskRoot of(Path jar) throws IOException {
        Path folder = Files.createTempDirectory("keymend-task");
        TaskRoot root = new TaskRoot(folder);
        try (JarFile archive = new JarFile(jar.toFile())) {
            List<JarEntry> files = archive.stream().filter(entry -> !entry.isDirectory()).toList();
            for (JarEntry entry : files) {
                try (InputStream content = archive.getInputStream(entry)) {
                    root.put(entry.getName(), content);
                }
            }
        } catch (IOException e) {
            root.close();
            throw new IOException("cannot take apart " + jar + ": " + e.getMessage(), e);
        }
        return root;
    }

    private void put(String name, InputStream content) throws IOException {
        Path target = folder.resolve(name).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("an entry leads outside: " + name);
        }
        Files.createDirectories(target.getParent());
        Files.copy(content, target);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
