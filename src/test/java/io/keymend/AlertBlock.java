package io.keymend;

import java.util.List;

/// The lines of an alert that speak of one column.
final class AlertBlock {
    private AlertBlock() {}

    /// From the line that names the column to the last one indented below it.
    static List<String> of(String alert, String column) {
        List<String> lines = alert.lines().toList();
        int start = 0;
        while (!names(lines.get(start), column)) {
            start++;
            if (start == lines.size()) {
                throw new AssertionError("the alert does not name " + column);
            }
        }
        int end = start + 1;
        while (lines.get(end).startsWith("    ")) {
            end++;
        }
        return lines.subList(start, end);
    }

    private static boolean names(String line, String column) {
        return line.startsWith("  ") && (line.endsWith(column) || line.contains(column + "  ("));
    }

    /// The number before these words, over all lines; 0 where they are missing.
    static int count(List<String> block, String words) {
        return block.stream()
                .map(String::strip)
                .filter(line -> line.contains(" " + words))
                .mapToInt(line -> Integer.parseInt(line.substring(0, line.indexOf(' '))))
                .sum();
    }
}
