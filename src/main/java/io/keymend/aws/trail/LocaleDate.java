package io.keymend.aws.trail;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The dates inside CloudTrail's `requestParameters` and `responseElements`: text for an American
/// reader, in UTC. Seen are `Nov 2, 2021, 11:25:25 PM`, `Jan 1, 2021 8:00:00 PM` and `Apr 12, 2021
/// 18:58:30 PM`; newer writers set a narrow space before the last word.
final class LocaleDate {
    private static final List<DateTimeFormatter> FORMS =
            List.of(form("MMM d, uuuu h:mm:ss a"), form("MMM d, uuuu H:mm:ss"));

    private LocaleDate() {}

    private static DateTimeFormatter form(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH);
    }

    /// The time, or nothing where the text is in no form that is known.
    static Optional<Instant> read(String text) {
        if (text.length() > 40) {
            return Optional.empty();
        }
        String plain =
                text.replaceAll("[\\u00a0\\u202f\\s]+", " ")
                        .strip()
                        .replaceFirst("(\\d{4}),", "$1");
        return iso(plain)
                .or(() -> FORMS.stream().flatMap(form -> parse(form, plain).stream()).findFirst())
                .or(() -> parse(FORMS.getLast(), plain.replaceFirst(" [AP]M$", "")));
    }

    private static Optional<Instant> iso(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> parse(DateTimeFormatter form, String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
