package io.keymend.aws.trail;

import io.keymend.denial.Caller;
import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.denial.Principal;
import io.keymend.denial.Reading;
import io.keymend.denial.Sieve;
import io.keymend.denial.TrailRecord;
import io.keymend.json.Node;

import java.util.Optional;

/// Reads one event: a CloudTrail record, or an EventBridge event that holds none.
public final class EventReader {
    private final Optional<IamArn> self;

    /// @param self the role Keymend runs as: its own calls are no incident
    public EventReader(Optional<IamArn> self) {
        this.self = self;
    }

    public Reading read(Node event) {
        if (!event.isObject()) {
            return new Reading.Malformed("a CloudTrail record is an object, not " + event);
        }
        return LifecycleReader.read(event)
                .orElseGet(() ->
                        event.at("detail-type").text().isPresent()
                                ? direct(event)
                                : Sieve.sort(record(event), self));
    }

    /// What an event says, whatever it is.
    public static TrailRecord record(Node event) {
        return event.at("detail-type").text().isPresent()
                ? ofEnvelope(event)
                : CloudTrailReader.read(event);
    }

    /// What the envelope says; its resources are plain ARNs.
    private static TrailRecord ofEnvelope(Node event) {
        return new TrailRecord(
                "",
                event.at("id").textOrEmpty(),
                event.at("time").textOrEmpty(),
                event.at("source").textOrEmpty(),
                event.at("detail-type").textOrEmpty(),
                event.at("region").textOrEmpty(),
                event.at("account").textOrEmpty(),
                "",
                "",
                "",
                new Caller("", new Principal("", Optional.empty()), "", "", ""),
                new TrailRecord.Asked(
                        event.at("resources").elements().stream()
                                .flatMap(resource -> KeyArn.parse(resource.textOrEmpty()).stream())
                                .toList(),
                        "",
                        false,
                        false));
    }

    /// An event that a service sent to EventBridge itself, such as `KMS CMK Deletion`: its detail
    /// is no CloudTrail record.
    private static Reading direct(Node event) {
        return event.at("source").text().isPresent() && !event.at("detail").names().isEmpty()
                ? new Reading.Unrelated("an EventBridge event that holds no CloudTrail record")
                : new Reading.Malformed("an EventBridge event has a source and a detail");
    }
}
