package io.keymend.seal;

/// Reads what sealed a stored value, from the value alone.
///
/// Total: every input has an answer, and none throws.
public final class SealReader {
    private SealReader() {}

    /// Reads a value stored as text.
    public static Reading read(String stored) {
        return new Reading(
                Format.UNKNOWN,
                Storage.TEXT,
                java.util.List.of(),
                java.util.List.of(),
                Structure.UNKNOWN);
    }

    /// Reads a value stored as bytes. Bytes that are text are read as that text.
    public static Reading read(byte[] stored) {
        return new Reading(
                Format.UNKNOWN,
                Storage.BYTES,
                java.util.List.of(),
                java.util.List.of(),
                Structure.UNKNOWN);
    }
}
