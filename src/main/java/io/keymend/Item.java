package io.keymend;

import io.keymend.doctor.Symptom;
import io.keymend.json.Node;

/// One thing that was found in a delivery.
sealed interface Item {
    /// Where in the delivery it was, such as `Records[2]`; empty where it is the whole of it.
    String origin();

    /// A CloudTrail record, or an EventBridge event that holds none.
    record Event(String origin, Node event) implements Item {}

    /// A line of a product's log that says that it could not open a secret.
    record Logged(String origin, Symptom symptom) implements Item {}

    /// Something that belongs to the delivery, and not to what happened; the reason is a short
    /// fixed phrase that can be counted.
    record Nothing(String origin, String reason) implements Item {}

    /// Something that cannot be read.
    record Unreadable(String origin, String fault) implements Item {}

    /// The same, found in a part of something larger.
    default Item within(String part) {
        String place = place(part, origin());
        return switch (this) {
            case Event(_, var event) -> new Event(place, event);
            case Logged(_, var symptom) -> new Logged(place, symptom);
            case Nothing(_, var reason) -> new Nothing(place, reason);
            case Unreadable(_, var fault) -> new Unreadable(place, fault);
        };
    }

    /// The name of a place within another.
    static String place(String outer, String inner) {
        return outer.isEmpty() ? inner : inner.isEmpty() ? outer : outer + "." + inner;
    }
}
