package io.keymend.alert;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Plain text in lines that mail servers leave alone.
final class Page {
    /// Mail servers break lines over 998 characters wherever they like (RFC 5322), so long ones are
    /// broken here.
    private static final int LONGEST_LINE = 900;

    private final StringBuilder out = new StringBuilder(4_096);

    void heading(String text) {
        line("");
        line(text.toUpperCase(Locale.ROOT));
    }

    void field(String name, String value) {
        line("%-16s %s".formatted(name, value));
    }

    void line(String text) {
        String rest = text;
        while (rest.length() > LONGEST_LINE) {
            int space = rest.lastIndexOf(' ', LONGEST_LINE);
            int end = space > LONGEST_LINE / 2 ? space : Shown.boundary(rest, LONGEST_LINE);
            out.append(rest, 0, end).append('\n');
            rest = "    " + rest.substring(end).strip();
        }
        out.append(rest).append('\n');
    }

    /// Shows items as long as they take no more than this many characters, then says how many are
    /// left.
    <T> void each(List<T> items, int room, String what, Consumer<T> shown) {
        int end = out.length() + room;
        for (int i = 0; i < items.size(); i++) {
            T item = items.get(i);
            if (!fits(end, () -> shown.accept(item))) {
                line("  ... and " + (items.size() - i) + " more " + what);
                return;
            }
        }
    }

    /// Writes something whole, or nothing of it where it ends beyond a place on the page.
    boolean fits(int end, Runnable writing) {
        int start = out.length();
        writing.run();
        if (out.length() <= end) {
            return true;
        }
        out.setLength(start);
        return false;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
