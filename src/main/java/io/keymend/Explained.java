package io.keymend;

import io.keymend.alert.Report;
import io.keymend.denial.Caller;
import io.keymend.denial.ErrorText;
import io.keymend.denial.LifecycleEvent;
import io.keymend.denial.Principal;
import io.keymend.denial.Reading;
import io.keymend.denial.Refusal;
import io.keymend.denial.TrailRecord;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Everything that is known of one record or message.
///
/// @param origin where in its document it was
/// @param kind `record`, `message`, `fragment`, or `none` where there was neither
/// @param read what it was read as
/// @param operation as policies name it, or empty
/// @param report absent where nothing was judged
record Explained(
        String origin,
        String kind,
        Read read,
        String operation,
        TrailRecord record,
        ErrorText text,
        Matched matched,
        Optional<Report> report) {
    private static final Matched UNASKED = Matched.unknown("not a refused decrypt");

    /// What something was read as.
    ///
    /// @param as `refused`, `lifecycle`, `unrelated` or `malformed`
    /// @param reason why it is not a refused decrypt; empty where it is one
    record Read(String as, String reason) {
        static final Read REFUSED = new Read("refused", "");

        static Read of(Reading reading) {
            return switch (reading) {
                case Reading.Refused _ -> REFUSED;
                case Reading.Lifecycle(var event) -> new Read("lifecycle", words(event));
                case Reading.Unrelated(var reason) -> unrelated(reason);
                case Reading.Malformed(var fault) -> malformed(fault);
            };
        }

        private static String words(LifecycleEvent event) {
            return switch (event) {
                case LifecycleEvent.OfKey of ->
                        "what became of a key: "
                                + of.change().name().toLowerCase(Locale.ROOT).replace('_', ' ');
                case LifecycleEvent.OfStack _ -> "what became of a stack";
                case LifecycleEvent.OfResource _ -> "what a stack made or deleted";
            };
        }

        static Read unrelated(String reason) {
            return new Read("unrelated", reason);
        }

        static Read malformed(String fault) {
            return new Read("malformed", fault);
        }

        /// What a text alone can be read as.
        static Read of(String message, ErrorText text) {
            if (text.operation().isPresent()) {
                return text.operation().get().equals("kms:Decrypt")
                        ? REFUSED
                        : unrelated("not a kms:Decrypt");
            }
            return text.key().isPresent() || message.startsWith("The ciphertext refers to a ")
                    ? REFUSED
                    : unrelated("a text that names neither kms:Decrypt nor a key");
        }
    }

    /// The error of a refused decrypt.
    Optional<Refusal> refusal() {
        return read.equals(Read.REFUSED) ? Refusal.of(record.errorCode()) : Optional.empty();
    }

    static Explained record(String origin, Reading reading, TrailRecord record) {
        return new Explained(
                origin,
                "record",
                Read.of(reading),
                record.operation(),
                record,
                record.text(),
                UNASKED,
                Optional.empty());
    }

    /// Something that is neither a record nor a message.
    static Explained nothing(String origin, Read read) {
        return new Explained(
                origin, "none", read, "", empty(""), ErrorText.of(""), UNASKED, Optional.empty());
    }

    /// A text without the rest of its record.
    static Explained text(String kind, Read read, String operation, String message) {
        ErrorText text = ErrorText.of(message);
        return new Explained(
                "",
                kind,
                read,
                text.operation().orElse(operation),
                empty(message),
                text,
                UNASKED,
                Optional.empty());
    }

    Explained with(Matched newMatched, Optional<Report> newReport) {
        return new Explained(origin, kind, read, operation, record, text, newMatched, newReport);
    }

    private static TrailRecord empty(String message) {
        return new TrailRecord(
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                message,
                new Caller("", new Principal("", Optional.empty()), "", "", ""),
                new TrailRecord.Asked(List.of(), "", false, false));
    }
}
