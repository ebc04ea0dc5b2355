package io.keymend;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is left of a record that was cut or shortened until it is no JSON any more.
///
/// @param operation as policies name it, or empty
/// @param message its error message, or empty
record Fragment(String operation, String message) {
    private static final int LONGEST = 1 << 20;

    /// Whether a text that is no JSON was meant to be.
    static boolean isOne(String text) {
        String begin = text.strip();
        return begin.isEmpty() || "{[\"]},\ufeff".indexOf(begin.charAt(0)) >= 0;
    }

    static Fragment of(String text) {
        String bounded = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        String service = field(bounded, "eventSource").replaceFirst("\\.amazonaws\\.com$", "");
        String name = field(bounded, "eventName");
        return new Fragment(
                service.isEmpty() || name.isEmpty() ? "" : service + ":" + name,
                field(bounded, "errorMessage"));
    }

    private static String field(String text, String name) {
        Matcher matcher =
                Pattern.compile(
                                "\\\\?\""
                                        + name
                                        + "\\\\?\"\\s{0,9}:\\s{0,9}"
                                        + "\\\\?\"([^\"\\\\]{0,8192}+)")
                        .matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
