package io.keymend.aead;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// A key's text on its way to being put right, with what was done to it. Cleared when closed.
final class KeyText implements AutoCloseable {
    private final List<String> changes;
    private byte[] text;

    private KeyText(byte[] text, List<String> changes) {
        this.text = text;
        this.changes = new ArrayList<>(changes);
    }

    /// Works on a copy.
    static KeyText copyOf(byte[] text) {
        return new KeyText(text.clone(), List.of());
    }

    byte[] text() {
        return text;
    }

    boolean isChanged() {
        return !changes.isEmpty();
    }

    /// "with its trailing quote removed and its lost = restored".
    String changes() {
        return String.join(" and ", changes);
    }

    /// Takes quotes and blanks from both ends.
    KeyText stripped() {
        int from = 0;
        int to = text.length;
        while (from < to && isAround(text[from])) {
            from++;
        }
        while (to > from && isAround(text[to - 1])) {
            to--;
        }
        boolean leading = hasQuote(0, from);
        boolean trailing = hasQuote(to, text.length);
        boolean blanks = hasBlank(0, from) || hasBlank(to, text.length);
        replace(Arrays.copyOfRange(text, from, to));
        if (leading || trailing) {
            changes.add(quotes(leading, trailing));
        }
        if (blanks) {
            changes.add("the blanks around it removed");
        }
        return this;
    }

    private static String quotes(boolean leading, boolean trailing) {
        return leading && trailing
                ? "its quotes removed"
                : "its " + (leading ? "leading" : "trailing") + " quote removed";
    }

    /// Takes blanks out of the middle, writes the url-safe alphabet as the standard one, and pads.
    KeyText standard() {
        byte[] kept = new byte[text.length + 3];
        int length = 0;
        boolean blank = false;
        boolean urlSafe = false;
        int pads = 0;
        for (byte c : text) {
            blank |= isBlank(c);
            urlSafe |= c == '-' || c == '_';
            pads += c == '=' ? 1 : 0;
            if (!isBlank(c) && c != '=') {
                kept[length++] = c == '-' ? (byte) '+' : c == '_' ? (byte) '/' : c;
            }
        }
        int wanted = -length & 3;
        Arrays.fill(kept, length, length + wanted, (byte) '=');
        replace(Arrays.copyOf(kept, length + wanted));
        Arrays.fill(kept, (byte) 0);
        note(blank, "the blanks in it removed");
        note(urlSafe, "its url-safe characters replaced");
        note(pads < wanted, "its lost = restored");
        note(pads > wanted, "its surplus = removed");
        return this;
    }

    private void note(boolean happened, String change) {
        if (happened) {
            changes.add(change);
        }
    }

    /// What it decodes to as a text of its own; an empty one where it does not.
    KeyText decoded() {
        byte[] room = new byte[GoBase64.room(text.length)];
        int size = GoBase64.decode(text, 0, text.length, room);
        byte[] decoded = Arrays.copyOf(room, Math.max(size, 0));
        Arrays.fill(room, (byte) 0);
        KeyText inner = new KeyText(decoded, changes);
        inner.changes.add("one more base64 decoding");
        return inner;
    }

    /// Its characters taken for the key itself, written as the configuration wants a key.
    KeyText raw() {
        KeyText raw = new KeyText(Base64.getEncoder().encode(text), changes);
        raw.changes.add("its " + text.length + " characters taken for the key itself");
        return raw;
    }

    private boolean hasQuote(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isBlank(text[i])) {
                return true;
            }
        }
        return false;
    }

    /// A line end at the end is passed over by Go, but is told all the same.
    private boolean hasBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (isBlank(text[i])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAround(byte c) {
        return isBlank(c) || c == '"' || c == '\'' || c == '`';
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0;
    }

    private void replace(byte[] other) {
        Arrays.fill(text, (byte) 0);
        text = other;
    }

    @Override
    public void close() {
        Arrays.fill(text, (byte) 0);
    }

    @Override
    public String toString() {
        return "KeyText[" + changes() + "]";
    }
}
