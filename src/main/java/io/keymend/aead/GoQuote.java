package io.keymend.aead;

import java.util.Locale;

/// One byte in quotes, as Go's JSON errors show it: taken for a character of Latin-1.
final class GoQuote {
    private static final int SOFT_HYPHEN = 0xad;

    private GoQuote() {}

    static String of(int c) {
        return "'" + escaped(c) + "'";
    }

    private static String escaped(int c) {
        return switch (c) {
            case '\'' -> "\\'";
            case '\\' -> "\\\\";
            case 0x07 -> "\\a";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 0x0b -> "\\v";
            default -> isPrintable(c) ? Character.toString(c) : number(c);
        };
    }

    private static boolean isPrintable(int c) {
        return (c >= ' ' && c < 0x7f) || (c > 0xa0 && c != SOFT_HYPHEN);
    }

    private static String number(int c) {
        return c < 0x80
                ? String.format(Locale.ROOT, "\\x%02x", c)
                : String.format(Locale.ROOT, "\\u%04x", c);
    }
}
