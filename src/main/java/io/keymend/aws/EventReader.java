package io.keymend.aws;

import io.keymend.denial.IamArn;
import io.keymend.denial.Reading;
import io.keymend.denial.Sieve;
import io.keymend.denial.TrailRecord;
import io.keymend.json.Node;

import java.util.Optional;

/// Reads one event: a CloudTrail record, or an EventBridge event that holds none.
final class EventReader {
    private final Optional<IamArn> self;

    /// @param self the role Keymend runs as: its own calls are no incident
    EventReader(Optional<IamArn> self) {
        this.self = self;
    }

    Reading read(Node event) {
        if (!event.isObject()) {
            return new Reading.Malformed("a CloudTrail record is an object, not " + event);
        }
        return event.at("detail-type").text().isPresent()
                ? direct(event)
                : Sieve.sort(record(event), self);
    }

    /// What a record says, whatever it is a record of.
    static TrailRecord record(Node event) {
        return CloudTrailReader.read(event);
    }

    /// An event that a service sent to EventBridge itself, such as `KMS CMK Deletion`: its detail
    /// is no CloudTrail record.
    private static Reading direct(Node event) {
        return event.at("source").text().isPresent() && !event.at("detail").names().isEmpty()
                ? new Reading.Unrelated("an EventBridge event that holds no CloudTrail record")
                : new Reading.Malformed("an EventBridge event has a source and a detail");
    }
}
