package io.keymend.aws;

import io.keymend.denial.Denial;
import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.denial.KeyInMessage;
import io.keymend.denial.Principal;
import io.keymend.denial.Reading;
import io.keymend.denial.Refusal;
import io.keymend.json.Node;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// Reads one CloudTrail record
/// (docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html).
///
/// Any field can be absent: a refused decrypt has no `resources` and null parameters, and names its
/// key in its message if at all.
final class CloudTrailReader {
    private final Optional<IamArn> self;

    /// @param self the role Keymend runs as: its own calls are no incident
    CloudTrailReader(Optional<IamArn> self) {
        this.self = self;
    }

    Reading read(Node record) {
        if (!record.isObject()) {
            return new Reading.Malformed("a CloudTrail record is an object, not " + record);
        }
        Optional<String> name = record.at("eventName").text();
        Optional<String> source = record.at("eventSource").text();
        if (name.isEmpty() || source.isEmpty()) {
            return new Reading.Malformed("a CloudTrail record has eventSource and eventName");
        }
        if (!source.get().equals("kms.amazonaws.com") || !name.get().equals("Decrypt")) {
            return new Reading.Unrelated("not a kms:Decrypt");
        }
        Optional<String> errorCode = record.at("errorCode").text();
        if (errorCode.isEmpty()) {
            return new Reading.Unrelated("a decrypt that succeeded");
        }
        return Refusal.of(errorCode.get())
                .map(refusal -> refused(record, refusal, errorCode.get()))
                .orElseGet(() ->
                        new Reading.Unrelated(
                                "an error that says nothing about access or state of a key"));
    }

    private Reading refused(Node record, Refusal refusal, String errorCode) {
        Optional<String> eventId = record.at("eventID").text();
        Optional<Instant> time = record.at("eventTime").text().flatMap(CloudTrailReader::instant);
        if (eventId.isEmpty() || time.isEmpty()) {
            return new Reading.Malformed(
                    "a refused decrypt has an eventID and an ISO 8601 eventTime");
        }
        Node user = record.at("userIdentity");
        if (calledByService(record, user)) {
            return new Reading.Unrelated("a service on somebody's behalf");
        }
        Principal principal = principal(user);
        if (principal.identity().isPresent()
                && self.map(principal.identity().get()::sameAs).orElse(false)) {
            return new Reading.Unrelated("Keymend's own call");
        }
        String message = record.at("errorMessage").textOrEmpty();
        return new Reading.Refused(
                new Denial(
                        eventId.get(),
                        time.get(),
                        record.at("awsRegion").textOrEmpty(),
                        refusal,
                        errorCode,
                        message,
                        key(record, message),
                        principal,
                        Optional.empty()));
    }

    /// CloudTrail has no field for it: `invokedBy` is set, or the address is a service's name.
    private static boolean calledByService(Node record, Node user) {
        String address = record.at("sourceIPAddress").textOrEmpty();
        return user.at("invokedBy").text().isPresent()
                || user.at("type").textOrEmpty().equals("AWSService")
                || address.endsWith(".amazonaws.com")
                || address.equals("AWS Internal");
    }

    private static Principal principal(Node user) {
        String arn = user.at("arn").textOrEmpty();
        Optional<IamArn> identity =
                user.at("sessionContext")
                        .at("sessionIssuer")
                        .at("arn")
                        .text()
                        .flatMap(IamArn::parse)
                        .or(() -> IamArn.parse(arn));
        return new Principal(arn, identity);
    }

    private static Optional<KeyArn> key(Node record, String message) {
        return record.at("resources").elements().stream()
                .flatMap(resource -> resource.at("ARN").text().stream())
                .flatMap(arn -> KeyArn.parse(arn).stream())
                .findFirst()
                .or(() -> record.at("requestParameters").at("keyId").text().flatMap(KeyArn::parse))
                .or(() -> KeyInMessage.find(message));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
