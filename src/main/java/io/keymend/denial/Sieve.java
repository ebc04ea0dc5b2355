package io.keymend.denial;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// Tells a refused decrypt from everything else that is written about KMS. A pure function.
///
/// A service that calls for a role or user, such as Secrets Manager, is refused like its caller:
/// that is a denial, which names the service. A service that calls for itself is noise.
public final class Sieve {
    private static final String MAJOR = "1.";

    private Sieve() {}

    /// What a record is.
    ///
    /// @param self the role Keymend runs as: its own calls are no incident
    public static Reading sort(TrailRecord record, Optional<IamArn> self) {
        if (record.source().isEmpty() || record.name().isEmpty()) {
            return new Reading.Malformed("a CloudTrail record has eventSource and eventName");
        }
        if (!record.version().isEmpty() && !record.version().startsWith(MAJOR)) {
            return new Reading.Malformed("its eventVersion is not one of 1.x");
        }
        return unrelated(record)
                .or(() -> noise(record, self))
                .<Reading>map(Reading.Unrelated::new)
                .orElseGet(() -> refused(record));
    }

    private static Optional<String> unrelated(TrailRecord record) {
        if (!record.operation().equals("kms:Decrypt")) {
            return Optional.of("not a kms:Decrypt");
        }
        if (record.asked().dryRun() || record.errorCode().startsWith("DryRunOperation")) {
            return Optional.of("a dry run");
        }
        if (record.errorCode().isEmpty()) {
            return Optional.of("a decrypt that succeeded");
        }
        return Refusal.of(record.errorCode()).isPresent()
                ? Optional.empty()
                : Optional.of("an error that says nothing about access or state of a key");
    }

    private static Optional<String> noise(TrailRecord record, Optional<IamArn> self) {
        Caller caller = record.caller();
        if (caller.service().map(name -> name.startsWith("config.")).orElse(false)
                || caller.session().equals("LambdaDescribeHandlerSession")) {
            return Optional.of("AWS Config looking at a Lambda function");
        }
        if (caller.serviceItself()) {
            return Optional.of("an AWS service on its own behalf");
        }
        if (record.asked().lambdaEnvironment()) {
            return Optional.of("the environment of a Lambda function");
        }
        return caller.principal().identity().isPresent()
                        && self.map(caller.principal().identity().get()::sameAs).orElse(false)
                ? Optional.of("Keymend's own call")
                : Optional.empty();
    }

    private static Reading refused(TrailRecord record) {
        Optional<Instant> time = instant(record.eventTime());
        if (record.eventId().isEmpty() || time.isEmpty()) {
            return new Reading.Malformed(
                    "a refused decrypt has an eventID and an ISO 8601 eventTime");
        }
        return new Reading.Refused(
                new Denial(
                        record.eventId(),
                        time.get(),
                        record.region(),
                        Refusal.of(record.errorCode()).orElseThrow(),
                        record.errorCode(),
                        record.message(),
                        record.key(),
                        record.caller().principal(),
                        record.text().refusal(),
                        record.caller().service()));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
