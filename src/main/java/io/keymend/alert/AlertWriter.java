package io.keymend.alert;

import io.keymend.denial.KeyArn;

import java.util.LinkedHashMap;
import java.util.Map;

/// Turns a report into an alert that every channel accepts.
public final class AlertWriter {
    /// SNS takes fewer than 100 characters (docs.aws.amazon.com/sns/latest/api/API_Publish.html).
    private static final int LONGEST_SUBJECT = 99;

    private static final int LONGEST_SMS = 140;

    /// Leaves room for the other bodies within the 262,144 bytes of one SNS message, at four bytes
    /// a character.
    private static final int LONGEST_TEXT = 60_000;

    private AlertWriter() {}

    public static Alert write(Report report, String dedupKey) {
        Headline headline = Headline.of(report);
        return alert(
                headline.what(),
                TextBody.of(report, headline),
                headline.name(),
                attributes(report, headline, dedupKey));
    }

    /// An alert of these words, made fit for every channel.
    ///
    /// @param what one line, without the product's own name
    /// @param name one word for filters
    static Alert alert(String what, String text, String name, Map<String, String> attributes) {
        return new Alert(
                cut(ascii("Keymend: " + what), LONGEST_SUBJECT),
                bounded(text),
                cut(ascii("Keymend " + name + ": " + what + ". Details by e-mail."), LONGEST_SMS),
                attributes);
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST_TEXT
                ? text
                : text.substring(0, Shown.boundary(text, LONGEST_TEXT))
                        + "\n... cut at "
                        + LONGEST_TEXT
                        + " characters of "
                        + text.length()
                        + "\n";
    }

    private static Map<String, String> attributes(
            Report report, Headline headline, String dedupKey) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("severity", headline.severity());
        attributes.put("verdict", headline.name());
        attributes.put("dedupKey", dedupKey);
        if (!report.product().isEmpty()) {
            attributes.put("product", ascii(report.product()));
        }
        Headline.key(report).map(KeyArn::toString).ifPresent(key -> attributes.put("keyArn", key));
        return attributes;
    }

    static String ascii(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }
}
