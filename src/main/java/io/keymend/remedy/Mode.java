package io.keymend.remedy;

import java.util.Arrays;

/// How far Keymend may go in changing rows. Each mode allows what those before it allow.
public enum Mode {
    /// Announce only.
    OFF("off"),
    /// Put rows under the current key. Nothing is lost by it.
    RESEAL("reseal"),
    /// Also purge rows that no key can open any more.
    PURGE_GONE("purge-gone"),
    /// Also purge rows of a former install's key, where the product makes the row anew by itself.
    PURGE_SUPERSEDED("purge-superseded");

    private final String literal;

    Mode(String literal) {
        this.literal = literal;
    }

    /// Reads a mode by its exact literal. Anything else is [#OFF]: a slip must never mean more.
    public static Mode parse(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.literal.equals(text))
                .findFirst()
                .orElse(OFF);
    }

    /// Whether a text is a mode's exact literal, so that a slip can be told.
    public static boolean isLiteral(String text) {
        return parse(text) != OFF || text.equals(OFF.literal);
    }

    @Override
    public String toString() {
        return literal;
    }

    /// Whether what asks for that mode may be done under this one. Under [#OFF] nothing may, and
    /// nothing asks for [#OFF].
    public boolean allows(Mode asked) {
        return asked != OFF && compareTo(asked) >= 0;
    }

    /// Whether rows may be lost under it.
    public boolean loses() {
        return compareTo(RESEAL) > 0;
    }
}
