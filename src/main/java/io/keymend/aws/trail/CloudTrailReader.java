package io.keymend.aws.trail;

import io.keymend.denial.Caller;
import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.denial.Principal;
import io.keymend.denial.TrailRecord;
import io.keymend.json.Node;

import java.util.Optional;

/// Takes the fields out of one CloudTrail record
/// (docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html).
///
/// Any field can be absent: a refused decrypt has no `resources` and null parameters, and names its
/// key in its message if at all.
final class CloudTrailReader {
    private CloudTrailReader() {}

    static TrailRecord read(Node record) {
        return new TrailRecord(
                record.at("eventVersion").textOrEmpty(),
                eventId(record),
                record.at("eventTime").textOrEmpty(),
                record.at("eventSource").textOrEmpty(),
                record.at("eventName").textOrEmpty(),
                record.at("awsRegion").textOrEmpty(),
                record.at("recipientAccountId").textOrEmpty(),
                record.at("vpcEndpointId").textOrEmpty(),
                record.at("errorCode").textOrEmpty(),
                record.at("errorMessage").textOrEmpty(),
                caller(record),
                asked(record));
    }

    /// An event that is delivered again in an addendum gets a new id, and keeps the first one
    /// there.
    private static String eventId(Node record) {
        return record.at("addendum")
                .at("originalEventID")
                .text()
                .orElseGet(() -> record.at("eventID").textOrEmpty());
    }

    private static Caller caller(Node record) {
        Node user = record.at("userIdentity");
        return new Caller(
                user.at("type").textOrEmpty(),
                principal(user),
                user.at("accountId").textOrEmpty(),
                user.at("invokedBy").textOrEmpty(),
                record.at("sourceIPAddress").textOrEmpty());
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

    private static TrailRecord.Asked asked(Node record) {
        Node parameters = record.at("requestParameters");
        return new TrailRecord.Asked(
                record.at("resources").elements().stream()
                        .flatMap(resource -> resource.at("ARN").text().stream())
                        .flatMap(arn -> KeyArn.parse(arn).stream())
                        .toList(),
                parameters.at("keyId").textOrEmpty(),
                parameters.at("dryRun").flag().orElse(false),
                !parameters.at("encryptionContext").at("aws:lambda:FunctionArn").isAbsent());
    }
}
