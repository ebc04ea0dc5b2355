package io.keymend.local;

import io.keymend.Explain;
import io.keymend.catalog.ProfileCatalog;
import io.keymend.denial.IamArn;
import io.keymend.evidence.Examiner;
import io.keymend.json.Json;
import io.keymend.testing.NothingHappened;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What events and messages are read, matched and judged as, one line of JSON each: `mvn -q -Plocal
/// -Dexplain=FILE`.
///
/// A file is an event of any accepted shape, or a table of tab-separated columns of which one is
/// named `message`; of a folder every file is taken, by name. Nothing is started and nothing asked:
/// installs are those of `events/`.
final class ExplainFiles {
    private static final String COLUMN = "message";

    private final Explain explain;
    private final PrintStream out;

    private ExplainFiles(Explain explain, PrintStream out) {
        this.explain = explain;
        this.out = out;
    }

    static ExplainFiles to(PrintStream out) throws IOException {
        Json json = new Json();
        Unasked nobody = new Unasked();
        return new ExplainFiles(
                Explain.asking(
                        StoryHistory.read(),
                        new NothingHappened(),
                        ProfileCatalog.load(json),
                        new Examiner(nobody, nobody),
                        InstantSource.system(),
                        IamArn.parse(Story.KEYMEND_ROLE),
                        json),
                out);
    }

    void print(Path path) throws IOException {
        for (Path file : Files.isDirectory(path) ? files(path) : List.of(path)) {
            lines(file).forEach(line -> out.print(line + "\n"));
        }
        out.flush();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private List<String> lines(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        String unmarked = text.startsWith("\ufeff") ? text.substring(1) : text;
        return name.toLowerCase(Locale.ROOT).endsWith(".tsv")
                ? rows(name, unmarked.lines().toList())
                : explain.document(name, unmarked);
    }

    private List<String> rows(String name, List<String> rows) {
        int column = rows.isEmpty() ? -1 : names(rows.getFirst()).indexOf(COLUMN);
        if (column < 0) {
            return List.of(explain.unreadable(name, "a table without a column " + COLUMN));
        }
        List<String> lines = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            if (!rows.get(i).isBlank()) {
                lines.add(explain.message(name + ":" + (i + 1), cell(rows.get(i), column)));
            }
        }
        return lines;
    }

    private static List<String> names(String header) {
        return Stream.of(header.split("\t", -1))
                .map(name -> unquoted(name.strip()).toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String cell(String row, int column) {
        String[] cells = row.split("\t", -1);
        return column < cells.length ? unquoted(cells[column].strip()) : "";
    }

    /// A cell in quotes doubles those within it; one that only begins with a quote is as it stands.
    private static String unquoted(String cell) {
        boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
        return quoted ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
    }
}
