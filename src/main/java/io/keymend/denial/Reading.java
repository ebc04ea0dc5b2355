package io.keymend.denial;

/// What one event turned out to be.
public sealed interface Reading {
    /// A refused decrypt by an application.
    record Refused(Denial denial) implements Reading {}

    /// Something in the life of a key or a stack.
    record Lifecycle(LifecycleEvent event) implements Reading {}

    /// A well-formed record of something else; the reason is a short fixed phrase that can be
    /// counted.
    record Unrelated(String reason) implements Reading {}

    /// Not a record at all, or one that lacks what every record has.
    record Malformed(String fault) implements Reading {}
}
