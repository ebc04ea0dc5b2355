package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.Set;

/// SOPS documents in YAML, dotenv and INI, line by line.
///
/// `arn` and `enc` come in either order. The `arn` is a label: whoever edits the file can change it
/// without the sealed key.
final class SopsText {
    private final String text;
    private final Found found = new Found();
    private final Set<String> sections = new LinkedHashSet<>();
    private String section = "";
    private String entry = "";
    private @Nullable String label;
    private int first;

    private SopsText(String text) {
        this.text = text;
    }

    /// Null where the text is no such document.
    static @Nullable ValueReading read(String text) {
        int yaml = lineStart(text, "sops:");
        if (yaml >= 0) {
            return new SopsText(text).yaml(yaml);
        }
        boolean flat =
                lineStart(text, "sops_") >= 0
                        || lineStart(text, "[sops]") >= 0
                        || lineStart(text, "export sops_") >= 0;
        return flat ? new SopsText(text).flat() : null;
    }

    /// A document of which these seals and providers are known.
    static ValueReading reading(Found found) {
        ValueReading reading = found.reading(Format.SOPS);
        return reading.seals().isEmpty() && reading.structure() instanceof Structure.Whole
                ? new ValueReading(
                        Format.SOPS,
                        Storage.TEXT,
                        reading.seals(),
                        reading.providers(),
                        new Structure.NotKms("a SOPS document that no KMS key sealed"))
                : reading;
    }

    private ValueReading yaml(int from) {
        int at = nextLine(from);
        while (at < text.length()) {
            int end = lineEnd(at);
            int key = at;
            while (key < end && (text.charAt(key) == ' ' || text.charAt(key) == '\t')) {
                key++;
            }
            if (key == at && key < end && Character.isLetter(text.charAt(key))) {
                break;
            }
            while (key + 1 < end && text.charAt(key) == '-' && text.charAt(key + 1) == ' ') {
                close();
                key += 2;
                while (key < end && text.charAt(key) == ' ') {
                    key++;
                }
            }
            int colon = text.indexOf(':', key, end);
            int next = nextLine(at);
            if (colon >= 0) {
                int value = colon + 1;
                boolean block = isBlock(value, end);
                int valueEnd = block ? blockEnd(next, key - at) : end;
                pair(text.substring(key, colon), block ? next : value, valueEnd);
                next = block ? Math.max(next, valueEnd) : next;
            }
            at = next;
        }
        return finish();
    }

    /// `sops_kms__list_0__map_enc=…`, or the same without `sops_` in INI.
    private @Nullable ValueReading flat() {
        for (int at = 0; at < text.length(); at = nextLine(at)) {
            int end = lineEnd(at);
            int equals = text.indexOf('=', at, end);
            int list = text.indexOf("__list_", at, end);
            int map = text.indexOf("__map_", at, end);
            if (equals < 0 || list < 0 || map < list || equals < map) {
                continue;
            }
            String owner = text.substring(at, map);
            if (!owner.equals(entry)) {
                close();
                entry = owner;
                int prefix = owner.indexOf("sops_");
                section = owner.substring(prefix < 0 ? 0 : prefix + 5, list - at).strip();
            }
            pair(text.substring(map + 6, equals).strip(), equals + 1, end);
        }
        return sections.isEmpty() ? null : finish();
    }

    private void pair(String key, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isAround(text.charAt(start))) {
            start++;
        }
        while (end > start && isAround(text.charAt(end - 1))) {
            end--;
        }
        switch (key) {
            case "arn", "key_arn" -> label = text.substring(start, end);
            case "enc" -> sealed(start, end);
            default -> {
                if (start == end && entry.isEmpty()) {
                    close();
                    section = key.strip();
                }
            }
        }
    }

    private void sealed(int start, int end) {
        sections.add(section);
        boolean kms = section.equals("kms") || section.endsWith("_kms__list");
        if (start < end && (kms || section.isEmpty())) {
            ValueReading part = TextReader.read(text.substring(start, end), 0);
            if (!found.take(part, start, end - start)) {
                found.damaged("an entry under kms holds no KMS blob");
            }
        }
    }

    private void close() {
        if (label != null) {
            found.label(first, label);
        }
        label = null;
        first = found.size();
    }

    private ValueReading finish() {
        close();
        if (!found.hasSeals()) {
            TokenScan.scan(text, 0, text.length(), found);
        }
        sections.forEach(found::provider);
        return reading(found);
    }

    private boolean isBlock(int from, int to) {
        String value = text.substring(from, to).strip();
        return value.startsWith("|") || value.startsWith(">");
    }

    /// Where the lines end that are indented deeper than their key, or are empty.
    private int blockEnd(int from, int indent) {
        int at = from;
        while (at < text.length()) {
            int end = lineEnd(at);
            int inside = at;
            while (inside < end && text.charAt(inside) == ' ') {
                inside++;
            }
            if (inside < end && inside - at <= indent) {
                return at;
            }
            at = nextLine(at);
        }
        return text.length();
    }

    private static boolean isAround(char character) {
        return TextCode.isSpace(character) || character == '"' || character == '\'';
    }

    private int lineEnd(int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private int nextLine(int at) {
        return Math.min(text.length(), lineEnd(at) + 1);
    }

    private static int lineStart(String text, String word) {
        if (text.startsWith(word)) {
            return 0;
        }
        int at = text.indexOf("\n" + word);
        return at < 0 ? -1 : at + 1;
    }
}
