package io.keymend.localaws;

/// How a function answered one invocation.
public sealed interface Reply {
    /// It returned; the text is what it wrote.
    record Returned(String payload) implements Reply {}

    /// It threw; the text is the JSON Lambda's caller would get.
    ///
    /// @param type the error's type as the runtime names it, or the empty string
    record Failed(String type, String payload) implements Reply {}

    /// It never took an invocation, because its initialisation failed.
    record NeverStarted(String type, String payload) implements Reply {}
}
