package io.keymend.local;

import io.keymend.seal.Fingerprint;
import io.keymend.seal.Labels;
import io.keymend.seal.Seal;
import io.keymend.seal.SealReader;
import io.keymend.seal.Structure;
import io.keymend.seal.ValueReading;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/// What sealed the values of a file, one line of a table each: `mvn -q -Plocal -Dseals=FILE`.
///
/// A file whose first line has a column `base64` is a table of tab-separated columns; any other
/// file has one value a line. Where a column names keys, the last column says whether it agrees
/// with the seals.
public final class SealsTable {
    private static final String VALUE = "base64";
    private static final List<String> LABELS =
            List.of("key_ref", "key_arn", "key_arns", "key_id", "kms_key", "arn", "label", "key");

    private final List<Row> rows;
    private final boolean labelled;
    private final Labels labels = new Labels();

    private record Row(ValueReading reading, String label) {}

    private SealsTable(List<Row> rows, boolean labelled) {
        this.rows = rows;
        this.labelled = labelled;
        rows.forEach(this::note);
    }

    /// Reads the lines of a file. Blank lines are passed over.
    static SealsTable of(List<String> lines) {
        List<String> filled =
                lines.stream()
                        .map(line -> line.startsWith("\ufeff") ? line.substring(1) : line)
                        .filter(line -> !line.isBlank())
                        .toList();
        List<String> header = filled.isEmpty() ? List.of() : names(filled.getFirst());
        int value = header.indexOf(VALUE);
        if (value < 0) {
            return new SealsTable(
                    filled.stream()
                            .map(line -> new Row(SealReader.read(unquoted(line.strip())), ""))
                            .toList(),
                    false);
        }
        int label =
                LABELS.stream()
                        .mapToInt(header::indexOf)
                        .filter(i -> i >= 0)
                        .findFirst()
                        .orElse(-1);
        return new SealsTable(
                filled.stream().skip(1).map(line -> row(line, value, label)).toList(), label >= 0);
    }

    void print(PrintStream out) {
        String columns = "format\tgeneration\tfingerprint\tkey_arns\tproviders\tstructure";
        out.print(labelled ? columns + "\tlabel\n" : columns + "\n");
        rows.forEach(row -> out.print(line(row) + "\n"));
        out.flush();
    }

    private static Row row(String line, int value, int label) {
        String[] cells = line.split("\t", -1);
        return new Row(SealReader.read(cell(cells, value)), cell(cells, label));
    }

    private static List<String> names(String header) {
        return Arrays.stream(header.split("\t", -1))
                .map(name -> unquoted(name.strip()).strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String cell(String[] cells, int index) {
        return index >= 0 && index < cells.length ? unquoted(cells[index].strip()) : "";
    }

    private static String unquoted(String cell) {
        boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
        return quoted ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
    }

    private void note(Row row) {
        row.reading.seals().stream()
                .map(Seal::fingerprint)
                .filter(Objects::nonNull)
                .distinct()
                .limit(row.reading.seals().size() == 1 ? 1 : 0)
                .forEach(fingerprint -> labels.note(fingerprint, row.label));
    }

    private String line(Row row) {
        ValueReading reading = row.reading;
        List<String> cells = new ArrayList<>();
        cells.add(reading.format().name().toLowerCase(Locale.ROOT));
        cells.add(
                joined(
                        reading,
                        seal ->
                                seal.blob() == null
                                        ? null
                                        : String.valueOf(seal.blob().generation())));
        cells.add(joined(reading, seal -> text(seal.fingerprint())));
        cells.add(joined(reading, Seal::keyArn));
        cells.add(orDash(String.join(",", reading.providers())));
        cells.add(structure(reading.structure()));
        if (labelled) {
            cells.add(compare(row).text());
        }
        cells.replaceAll(SealsTable::oneLine);
        return String.join("\t", cells);
    }

    private Labels.Answer compare(Row row) {
        List<Seal> seals = row.reading.seals();
        List<String> named =
                seals.stream().map(Seal::keyArn).filter(Objects::nonNull).sorted().toList();
        if (!named.isEmpty()) {
            List<String> claimed = Arrays.stream(row.label.split(",")).sorted().toList();
            return claimed.equals(named) || named.containsAll(claimed)
                    ? Labels.Answer.AGREE
                    : claimedNothing(row.label);
        }
        Fingerprint fingerprint = seals.size() == 1 ? seals.getFirst().fingerprint() : null;
        return fingerprint == null
                ? Labels.Answer.INCOMPARABLE
                : labels.compare(fingerprint, row.label);
    }

    private static Labels.Answer claimedNothing(String label) {
        return label.startsWith("arn:") && label.contains(":key/")
                ? Labels.Answer.DISAGREE
                : Labels.Answer.INCOMPARABLE;
    }

    private static String structure(Structure structure) {
        return switch (structure) {
            case Structure.Whole() -> "whole";
            case Structure.Damaged(var why) -> "damaged: " + why;
            case Structure.NotKms(var what) -> "not KMS: " + what;
            case Structure.Plain() -> "plain";
            case Structure.Unknown() -> "unknown";
        };
    }

    private static String joined(ValueReading reading, Function<Seal, @Nullable String> part) {
        return orDash(
                String.join(
                        ",", reading.seals().stream().map(part).filter(Objects::nonNull).toList()));
    }

    private static @Nullable String text(@Nullable Fingerprint fingerprint) {
        return fingerprint == null ? null : fingerprint.hex();
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static String oneLine(String cell) {
        return cell.replaceAll("[\\p{Cntrl}]", " ");
    }
}
