package io.keymend.seal;

import java.util.Arrays;

/// Walks the strings of a JSON text in order, without recursion and without judging its grammar.
final class JsonStrings {
    private static final int DEEPEST = 64;

    private final String text;
    private final String[] pathNames = new String[DEEPEST + 1];
    private final int[] path = new int[DEEPEST + 1];
    private int[] parents = new int[16];
    private String[] names = new String[16];
    private int objects = 1;
    private int depth;
    private int deeper;
    private int at;
    private String name = "";
    private String value = "";
    private int start;
    private int end;
    private boolean broken;

    JsonStrings(String text, int from) {
        this.text = text;
        this.at = from;
        Arrays.fill(pathNames, "");
        names[0] = "";
    }

    /// Goes to the next string that is a value; false at the end of the text.
    boolean next() {
        while (at < text.length()) {
            char character = text.charAt(at);
            switch (character) {
                case '{', '[' -> open();
                case '}', ']' -> close();
                case ',' -> forgetName();
                case '"' -> {
                    string();
                    if (!isName()) {
                        return true;
                    }
                    remember(value);
                    continue;
                }
                default -> {}
            }
            at++;
        }
        return false;
    }

    /// Whether every bracket and every string was closed.
    boolean balanced() {
        return depth == 0 && deeper == 0 && !broken;
    }

    /// The name the value has, or the array it is in.
    String name() {
        return name;
    }

    /// The value without escapes.
    String value() {
        return value;
    }

    /// Where the value's first character is.
    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /// The object or array the value is in, counted from 1; 0 is the text itself.
    int object() {
        return path[depth];
    }

    /// How many objects and arrays there were so far, the text itself among them.
    int objects() {
        return objects;
    }

    int parent(int object) {
        return parents[object];
    }

    /// The name under which an object or array is kept.
    String nameOf(int object) {
        return names[object];
    }

    private void open() {
        if (depth == DEEPEST) {
            deeper++;
            return;
        }
        if (objects == parents.length) {
            parents = Arrays.copyOf(parents, 2 * objects);
            names = Arrays.copyOf(names, 2 * objects);
        }
        parents[objects] = path[depth];
        names[objects] = pathNames[depth];
        depth++;
        path[depth] = objects++;
        pathNames[depth] = text.charAt(at) == '[' ? pathNames[depth - 1] : "";
        name = pathNames[depth];
    }

    private void close() {
        if (deeper > 0) {
            deeper--;
        } else if (depth > 0) {
            depth--;
        } else {
            broken = true;
        }
    }

    private void forgetName() {
        name = pathNames[depth];
    }

    private void remember(String text) {
        name = text;
        if (deeper == 0) {
            pathNames[depth] = text;
        }
    }

    private boolean isName() {
        int next = at;
        while (next < text.length() && TextCode.isSpace(text.charAt(next))) {
            next++;
        }
        if (next < text.length() && text.charAt(next) == ':') {
            at = next + 1;
            return true;
        }
        return false;
    }

    private void string() {
        start = ++at;
        boolean escaped = false;
        while (at < text.length() && text.charAt(at) != '"') {
            boolean escape = text.charAt(at) == '\\';
            escaped |= escape;
            at += escape ? 2 : 1;
        }
        end = Math.min(at, text.length());
        broken |= at >= text.length();
        at = Math.min(text.length(), at + 1);
        String raw = text.substring(Math.min(start, end), end);
        value = escaped ? unescape(raw) : raw;
    }

    private static String unescape(String raw) {
        StringBuilder plain = new StringBuilder(raw.length());
        int i = 0;
        while (i < raw.length()) {
            char character = raw.charAt(i++);
            if (character != '\\' || i == raw.length()) {
                plain.append(character);
                continue;
            }
            char escape = raw.charAt(i++);
            switch (escape) {
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 't' -> plain.append('\t');
                case 'u' -> {
                    int code = hex4(raw, i);
                    plain.append(code < 0 ? '\ufffd' : (char) code);
                    i = Math.min(raw.length(), i + 4);
                }
                default -> plain.append(escape);
            }
        }
        return plain.toString();
    }

    private static int hex4(String raw, int from) {
        int code = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < raw.length() ? Character.digit(raw.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }
}
