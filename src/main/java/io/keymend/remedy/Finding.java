package io.keymend.remedy;

/// What one guard found.
///
/// @param reason why it passed, or what stands against it
public record Finding(String guard, boolean passed, String reason) {
    @Override
    public String toString() {
        return (passed ? "ok       " : "REFUSED  ") + guard + ": " + reason;
    }
}
