package io.keymend.aws.trail;

import io.keymend.denial.KeyArn;
import io.keymend.denial.KeyChange;
import io.keymend.denial.LifecycleEvent;
import io.keymend.denial.LifecycleEvent.Source;
import io.keymend.denial.Reading;
import io.keymend.json.Node;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads events in the life of keys and stacks: CloudTrail records of the calls that made them, of
/// what KMS did by itself, and the notices that KMS and CloudFormation send to EventBridge.
///
/// A call that failed changed nothing and is no event. Every text kept of a record is ASCII and
/// short: it may have been chosen by whoever caused it.
final class LifecycleReader {
    private static final Map<String, KeyChange> CALLS =
            Map.ofEntries(
                    Map.entry("CreateKey", KeyChange.CREATED),
                    Map.entry("ReplicateKey", KeyChange.REPLICATED),
                    Map.entry("EnableKey", KeyChange.ENABLED),
                    Map.entry("DisableKey", KeyChange.DISABLED),
                    Map.entry("ScheduleKeyDeletion", KeyChange.DELETION_SCHEDULED),
                    Map.entry("CancelKeyDeletion", KeyChange.DELETION_CANCELLED),
                    Map.entry("PutKeyPolicy", KeyChange.POLICY_CHANGED),
                    Map.entry("ImportKeyMaterial", KeyChange.MATERIAL_IMPORTED),
                    Map.entry("DeleteImportedKeyMaterial", KeyChange.MATERIAL_DELETED),
                    Map.entry("CreateAlias", KeyChange.ALIAS_SET),
                    Map.entry("UpdateAlias", KeyChange.ALIAS_SET),
                    Map.entry("DeleteAlias", KeyChange.ALIAS_REMOVED),
                    Map.entry("CreateGrant", KeyChange.GRANT_CREATED),
                    Map.entry("RetireGrant", KeyChange.GRANT_ENDED),
                    Map.entry("RevokeGrant", KeyChange.GRANT_ENDED));

    /// What only KMS itself can tell, in records that no caller makes.
    private static final Map<String, KeyChange> SERVICE_EVENTS =
            Map.of(
                    "DeleteKey", KeyChange.DELETED,
                    "DeleteExpiredKeyMaterial", KeyChange.MATERIAL_EXPIRED,
                    "RotateKey", KeyChange.ROTATED);

    private static final Map<String, KeyChange> NOTICES =
            Map.of(
                    "KMS CMK Deletion", KeyChange.DELETED,
                    "KMS Imported Key Material Expiration", KeyChange.MATERIAL_EXPIRED,
                    "KMS CMK Rotation", KeyChange.ROTATED);

    private static final Pattern ID = Pattern.compile("[\\w.-]{1,64}");
    private static final int LONGEST_NOTE = 300;

    private LifecycleReader() {}

    /// What a CloudTrail record, or an EventBridge notice in its envelope, tells; nothing where it
    /// is of another kind altogether.
    static Optional<Reading> read(Node document) {
        String kind = document.at("detail-type").textOrEmpty();
        if (!kind.isEmpty()) {
            return notice(kind, document);
        }
        return switch (document.at("eventSource").textOrEmpty()) {
            case "kms.amazonaws.com" -> kms(document);
            case "cloudformation.amazonaws.com" -> StackReader.call(document);
            default -> Optional.empty();
        };
    }

    private static Optional<Reading> notice(String kind, Node envelope) {
        return switch (envelope.at("source").textOrEmpty()) {
            case "aws.kms" ->
                    Optional.ofNullable(NOTICES.get(kind)).map(change -> noticed(change, envelope));
            case "aws.cloudformation" -> StackReader.notice(kind, envelope);
            default -> Optional.empty();
        };
    }

    private static Reading noticed(KeyChange change, Node envelope) {
        return of(
                noticeSource(envelope, "KMS"),
                KeyInRecord.ofNotice(envelope),
                change,
                Optional.empty(),
                "");
    }

    private static Optional<Reading> kms(Node record) {
        String name = record.at("eventName").textOrEmpty();
        boolean byService = record.at("eventType").textOrEmpty().equals("AwsServiceEvent");
        return Optional.ofNullable((byService ? SERVICE_EVENTS : CALLS).get(name))
                .map(change -> changed(change, record));
    }

    private static Reading changed(KeyChange change, Node record) {
        if (failed(record)) {
            return new Reading.Unrelated("a lifecycle call that failed");
        }
        if (isGrant(change) && record.at("userIdentity").at("invokedBy").text().isPresent()) {
            return new Reading.Unrelated("a grant that a service manages for itself");
        }
        return of(
                recordSource(record),
                KeyInRecord.of(record),
                change,
                due(change, record),
                note(change, record));
    }

    static boolean failed(Node record) {
        return record.at("errorCode").text().isPresent()
                || record.at("errorMessage").text().isPresent();
    }

    private static boolean isGrant(KeyChange change) {
        return change == KeyChange.GRANT_CREATED || change == KeyChange.GRANT_ENDED;
    }

    private static Reading of(
            Optional<Source> source,
            Optional<KeyArn> key,
            KeyChange change,
            Optional<Instant> due,
            String note) {
        if (source.isEmpty()) {
            return new Reading.Unrelated("a lifecycle event without an id and an ISO 8601 time");
        }
        return key.<Reading>map(named ->
                        new Reading.Lifecycle(
                                new LifecycleEvent.OfKey(source.get(), named, change, due, note)))
                .orElseGet(() ->
                        new Reading.Unrelated("a lifecycle event without one key of its account"));
    }

    private static Optional<Instant> due(KeyChange change, Node record) {
        Optional<String> text =
                switch (change) {
                    case DELETION_SCHEDULED ->
                            record.at("responseElements").at("deletionDate").text();
                    case MATERIAL_IMPORTED -> record.at("requestParameters").at("validTo").text();
                    case CREATED,
                            REPLICATED,
                            ENABLED,
                            DISABLED,
                            DELETION_CANCELLED,
                            DELETED,
                            POLICY_CHANGED,
                            MATERIAL_DELETED,
                            MATERIAL_EXPIRED,
                            ROTATED,
                            ALIAS_SET,
                            ALIAS_REMOVED,
                            GRANT_CREATED,
                            GRANT_ENDED ->
                            Optional.empty();
                };
        return text.flatMap(LocaleDate::read).filter(LifecycleReader::isStorable);
    }

    private static String note(KeyChange change, Node record) {
        Node asked = record.at("requestParameters");
        Optional<String> note =
                switch (change) {
                    case ALIAS_SET, ALIAS_REMOVED -> asked.at("aliasName").text();
                    case REPLICATED -> asked.at("replicaRegion").text();
                    case GRANT_CREATED -> asked.at("granteePrincipal").text();
                    case GRANT_ENDED ->
                            asked.at("grantId")
                                    .text()
                                    .or(() ->
                                            record.at("additionalEventData").at("grantId").text());
                    case CREATED,
                            ENABLED,
                            DISABLED,
                            DELETION_SCHEDULED,
                            DELETION_CANCELLED,
                            DELETED,
                            POLICY_CHANGED,
                            MATERIAL_IMPORTED,
                            MATERIAL_DELETED,
                            MATERIAL_EXPIRED,
                            ROTATED ->
                            Optional.empty();
                };
        return note.map(LifecycleReader::plain).orElse("");
    }

    /// Where a CloudTrail record says it is from.
    static Optional<Source> recordSource(Node record) {
        Node user = record.at("userIdentity");
        String actor = user.at("arn").text().or(() -> user.at("invokedBy").text()).orElse("");
        return source(record.at("eventID"), record.at("eventTime"), actor);
    }

    /// Where a notice is from, which names no actor of its own.
    static Optional<Source> noticeSource(Node envelope, String actor) {
        return source(envelope.at("id"), envelope.at("time"), actor);
    }

    private static Optional<Source> source(Node id, Node time, String actor) {
        Optional<Instant> at = time.text().flatMap(LifecycleReader::instant);
        return id.text()
                .filter(text -> ID.matcher(text).matches())
                .flatMap(text -> at.map(when -> new Source(text, when, plain(actor))));
    }

    /// Printable ASCII of bounded length.
    static String plain(String text) {
        String cut = text.length() <= LONGEST_NOTE ? text : text.substring(0, LONGEST_NOTE);
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(LifecycleReader::isStorable);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static boolean isStorable(Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        return year >= 2000 && year <= 9999;
    }
}
