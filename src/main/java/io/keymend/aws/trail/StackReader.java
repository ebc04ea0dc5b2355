package io.keymend.aws.trail;

import io.keymend.denial.LifecycleEvent;
import io.keymend.denial.LifecycleEvent.ResourceType;
import io.keymend.denial.LifecycleEvent.Source;
import io.keymend.denial.Reading;
import io.keymend.denial.StackArn;
import io.keymend.denial.StackChange;
import io.keymend.json.Node;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what CloudFormation tells of stacks: the calls, and the status changes, which alone say
/// that something happened.
final class StackReader {
    private static final Map<String, StackChange> CALLS =
            Map.of(
                    "CreateStack", StackChange.CREATE_ASKED,
                    "UpdateStack", StackChange.UPDATE_ASKED,
                    "DeleteStack", StackChange.DELETE_ASKED);

    private static final Map<String, StackChange> STATUSES =
            Map.of(
                    "CREATE_COMPLETE", StackChange.CREATED,
                    "IMPORT_COMPLETE", StackChange.CREATED,
                    "UPDATE_COMPLETE", StackChange.UPDATED,
                    "DELETE_COMPLETE", StackChange.DELETED);

    private static final Map<String, ResourceType> TYPES =
            Map.of(
                    "AWS::KMS::Key", ResourceType.KEY,
                    "AWS::KMS::ReplicaKey", ResourceType.KEY,
                    "AWS::IAM::Role", ResourceType.ROLE);

    private static final Pattern LOGICAL_ID = Pattern.compile("[A-Za-z0-9]{1,255}");

    /// A key's id or a role's name.
    private static final Pattern PHYSICAL_ID = Pattern.compile("[\\w+=,.@-]{1,64}");

    private StackReader() {}

    static Optional<Reading> call(Node record) {
        return Optional.ofNullable(CALLS.get(record.at("eventName").textOrEmpty()))
                .map(change -> called(change, record));
    }

    private static Reading called(StackChange change, Node record) {
        if (LifecycleReader.failed(record)) {
            return new Reading.Unrelated("a lifecycle call that failed");
        }
        Optional<String> account =
                record.at("recipientAccountId")
                        .text()
                        .or(() -> record.at("userIdentity").at("accountId").text());
        return of(
                LifecycleReader.recordSource(record),
                stack(record, account.orElse("")),
                account.orElse(""),
                (source, stack) ->
                        new Reading.Lifecycle(new LifecycleEvent.OfStack(source, stack, change)));
    }

    /// The answer's id is whole; where there is none, `stackName` holds a name or an ARN.
    private static Optional<StackArn> stack(Node record, String account) {
        String asked = record.at("requestParameters").at("stackName").textOrEmpty();
        String region = record.at("awsRegion").textOrEmpty();
        return record.at("responseElements")
                .at("stackId")
                .text()
                .flatMap(StackArn::parse)
                .or(() -> StackArn.parse(asked))
                .or(() ->
                        StackArn.parse(
                                "arn:aws:cloudformation:"
                                        + region
                                        + ":"
                                        + account
                                        + ":stack/"
                                        + asked));
    }

    static Optional<Reading> notice(String kind, Node envelope) {
        Node detail = envelope.at("detail");
        String status = detail.at("status-details").at("status").textOrEmpty();
        return switch (kind) {
            case "CloudFormation Stack Status Change" ->
                    Optional.of(
                            Optional.ofNullable(STATUSES.get(status))
                                    .map(change -> status(change, envelope))
                                    .orElseGet(() ->
                                            new Reading.Unrelated(
                                                    "a stack that is on its way or failed")));
            case "CloudFormation Resource Status Change" ->
                    Optional.of(
                            Optional.ofNullable(TYPES.get(detail.at("resource-type").textOrEmpty()))
                                    .filter(_ -> isThere(status))
                                    .map(type -> resource(type, envelope))
                                    .orElseGet(() ->
                                            new Reading.Unrelated(
                                                    "a stack's resource that tells nothing of an"
                                                            + " install")));
            default -> Optional.empty();
        };
    }

    /// An update may put another key or role in the place of one.
    private static boolean isThere(String status) {
        return status.equals("CREATE_COMPLETE")
                || status.equals("UPDATE_COMPLETE")
                || status.equals("IMPORT_COMPLETE");
    }

    private static Reading status(StackChange change, Node envelope) {
        return ofNotice(
                envelope,
                (source, stack) ->
                        new Reading.Lifecycle(new LifecycleEvent.OfStack(source, stack, change)));
    }

    private static Reading resource(ResourceType type, Node envelope) {
        String logical = envelope.at("detail").at("logical-resource-id").textOrEmpty();
        String physical = envelope.at("detail").at("physical-resource-id").textOrEmpty();
        if (!LOGICAL_ID.matcher(logical).matches() || !PHYSICAL_ID.matcher(physical).matches()) {
            return new Reading.Unrelated("a stack's resource without a name of its kind");
        }
        return ofNotice(
                envelope,
                (source, stack) ->
                        new Reading.Lifecycle(
                                new LifecycleEvent.OfResource(
                                        source, stack, type, logical, physical)));
    }

    private static Reading ofNotice(Node envelope, Made made) {
        return of(
                LifecycleReader.noticeSource(envelope, "CloudFormation"),
                envelope.at("detail").at("stack-id").text().flatMap(StackArn::parse),
                envelope.at("account").textOrEmpty(),
                made);
    }

    /// What is made of an event whose source and stack are known.
    private interface Made {
        Reading of(Source source, StackArn stack);
    }

    /// A stack of another account than the event's is not believed.
    private static Reading of(
            Optional<Source> source, Optional<StackArn> stack, String account, Made made) {
        if (source.isEmpty()) {
            return new Reading.Unrelated("a lifecycle event without an id and an ISO 8601 time");
        }
        return stack.filter(named -> named.account().equals(account))
                .map(named -> made.of(source.get(), named))
                .orElseGet(() ->
                        new Reading.Unrelated("a lifecycle event without a stack of its account"));
    }
}
