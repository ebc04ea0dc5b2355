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
        return new Alert(
                subject("Keymend: " + headline.what()),
                text(TextBody.of(report, headline)),
                sms("Keymend " + headline.name() + ": " + headline.what() + ". Details by e-mail."),
                attributes(report, headline, dedupKey));
    }

    /// As a subject that SNS takes.
    static String subject(String text) {
        return cut(ascii(text), LONGEST_SUBJECT);
    }

    /// As one short message.
    static String sms(String text) {
        return cut(ascii(text), LONGEST_SMS);
    }

    /// As a body that leaves room for the others.
    static String text(String text) {
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

    private static String ascii(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }
}
