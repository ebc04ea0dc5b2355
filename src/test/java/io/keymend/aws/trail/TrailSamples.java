package io.keymend.aws.trail;

import io.keymend.json.Json;
import io.keymend.json.Node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The CloudTrail records in a file, out of whatever they came in: an envelope, queue messages, a
/// log file's `Records`, or nothing.
final class TrailSamples {
    /// Real records, beside the project and no part of it.
    static final Path REAL = Path.of("..", "shared", "data", "cloudtrail");

    private static final Json JSON = new Json();

    private TrailSamples() {}

    /// The JSON files of a folder, by name.
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }

    /// The records in a file.
    static List<Node> records(Path file) throws IOException {
        return records(read(Files.readString(file))).toList();
    }

    static Node read(String text) {
        try {
            return JSON.read(text);
        } catch (Json.Unreadable e) {
            throw new IllegalArgumentException("a sample is unreadable: " + e.getMessage(), e);
        }
    }

    private static Stream<Node> records(Node document) {
        if (document.at("Records").isArray()) {
            return document.at("Records").elements().stream()
                    .flatMap(record ->
                            record.at("eventSource").textOrEmpty().equals("aws:sqs")
                                    ? ofMessage(record.at("body").textOrEmpty())
                                    : records(record));
        }
        return Stream.of(
                document.at("detail").at("eventName").text().isPresent()
                        ? document.at("detail")
                        : document);
    }

    private static Stream<Node> ofMessage(String body) {
        try {
            return records(JSON.read(body));
        } catch (Json.Unreadable _) {
            return Stream.empty();
        }
    }
}
