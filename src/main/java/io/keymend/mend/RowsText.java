package io.keymend.mend;

import io.keymend.evidence.RowKey;

import java.util.ArrayList;
import java.util.List;

/// Planned rows as text, one on a line: each key value behind its length in characters, then the
/// digest.
final class RowsText {
    private static final int DIGEST = 64;

    private RowsText() {}

    static String write(PlannedRow row) {
        StringBuilder text = new StringBuilder();
        row.key().values().forEach(value -> text.append(value.length()).append(':').append(value));
        return text.append(row.digest().hex()).append('\n').toString();
    }

    /// @param keys how many columns the key has
    /// @throws IllegalArgumentException where it is not the text of rows
    static List<PlannedRow> read(String text, int keys) {
        List<PlannedRow> rows = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < keys; i++) {
                int colon = text.indexOf(':', at);
                int end = colon + 1 + Integer.parseInt(part(text, at, colon));
                values.add(part(text, colon + 1, end));
                at = end;
            }
            rows.add(new PlannedRow(new RowKey(values), new Digest(part(text, at, at + DIGEST))));
            if (!part(text, at + DIGEST, at + DIGEST + 1).equals("\n")) {
                throw new IllegalArgumentException("a row does not end where it should");
            }
            at += DIGEST + 1;
        }
        return rows;
    }

    private static String part(String text, int from, int to) {
        if (from < 0 || to < from || to > text.length()) {
            throw new IllegalArgumentException("the text of the rows is cut off");
        }
        return text.substring(from, to);
    }
}
