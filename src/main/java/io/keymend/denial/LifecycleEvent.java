package io.keymend.denial;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// Something in the life of a key, or of a CloudFormation stack that may hold an install.
///
/// Like a denial it is a hint: whoever may call the API makes them. Looking begins with one, and no
/// row is ever changed because of one.
public sealed interface LifecycleEvent {
    /// The order in which things happened, the same however they arrived.
    Comparator<LifecycleEvent> IN_ORDER =
            Comparator.comparing((LifecycleEvent event) -> event.source().time())
                    .thenComparing(event -> event.source().id());

    Source source();

    /// Where an event is known from.
    ///
    /// @param id the record's `eventID`, or the envelope's where there is no record
    /// @param actor who did it, as the record says; empty where it says nothing
    record Source(String id, Instant time, String actor) {}

    /// Something was done to a key.
    ///
    /// @param due when the key is deleted, or its material expires, where the record says so
    /// @param note an alias, a grant or a replica, as the record names it; empty where there is
    ///   none
    record OfKey(Source source, KeyArn key, KeyChange change, Optional<Instant> due, String note)
            implements LifecycleEvent {}

    /// Something was done to a stack as a whole.
    record OfStack(Source source, StackArn stack, StackChange change) implements LifecycleEvent {}

    /// A stack made a key or a role.
    ///
    /// @param logicalId its name in the stack's template, which stays from one install to the next
    /// @param physicalId a key's id or a role's name
    record OfResource(
            Source source, StackArn stack, ResourceType type, String logicalId, String physicalId)
            implements LifecycleEvent {}

    /// What a stack makes of what an install is known by.
    enum ResourceType {
        KEY,
        ROLE
    }
}
