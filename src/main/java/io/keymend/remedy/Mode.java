package io.keymend.remedy;

import java.util.Arrays;

/// What an operator has allowed Keymend to change by itself.
public enum Mode {
    /// Nothing: it looks and tells.
    OFF("off"),
    /// What loses nothing.
    RESEAL("reseal"),
    /// Also the removal of what no key can open.
    PURGE_GONE("purge-gone"),
    /// Also the removal of a former install's values where the product makes them anew by itself.
    PURGE_SUPERSEDED("purge-superseded");

    private final String literal;

    Mode(String literal) {
        this.literal = literal;
    }

    /// The mode that is written exactly so. Anything else is [#OFF]: a slip must never switch
    /// anything on.
    public static Mode parse(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.literal.equals(text))
                .findFirst()
                .orElse(OFF);
    }

    /// Whether the text is one of the literals. Where it is not, somebody should be told.
    public static boolean isLiteral(String text) {
        return Arrays.stream(values()).anyMatch(mode -> mode.literal.equals(text));
    }

    @Override
    public String toString() {
        return literal;
    }
}
