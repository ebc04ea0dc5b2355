package io.keymend.alert;

/// Text of foreign origin, made safe to show: an event's fields can be chosen by whoever caused it.
public final class Shown {
    private static final int LONGEST = 1_000;

    private Shown() {}

    /// The text on one line, with control, format and unassigned characters written out, cut at
    /// 1,000 characters.
    public static String of(String text) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), LONGEST) + 16);
        int i = 0;
        while (i < text.length() && shown.length() < LONGEST) {
            int c = text.codePointAt(i);
            if (isPlain(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
            i += Character.charCount(c);
        }
        return i < text.length() ? shown.append("...").toString() : shown.toString();
    }

    /// The last place at or before this index where a text can be cut without halving a character.
    static int boundary(String text, int index) {
        return index > 0
                        && index < text.length()
                        && Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index))
                ? index - 1
                : index;
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
