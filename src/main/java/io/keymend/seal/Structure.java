package io.keymend.seal;

/// Whether a value is built as its format says.
public sealed interface Structure {
    /// All of it is as measured or specified.
    record Whole() implements Structure {}

    /// It begins as its format and does not go on so. No key is read from the damaged part.
    record Damaged(String why) implements Structure {}

    /// It is something, and no KMS key sealed it.
    record NotKms(String what) implements Structure {}

    /// Nothing sealed it.
    record Plain() implements Structure {}

    /// It cannot be told.
    record Unknown() implements Structure {}

    Structure WHOLE = new Whole();
    Structure PLAIN = new Plain();
    Structure UNKNOWN = new Unknown();
}
