package io.keymend.seal;

import java.util.List;

/// Reads what sealed a stored value, from the value alone.
///
/// Total: every input has an answer, and none throws.
public final class SealReader {
    /// How many layers of encoding are taken off: base64 of a document that carries base64, say.
    private static final int LAYERS = 3;

    private SealReader() {}

    /// Reads a value stored as text.
    public static ValueReading read(String stored) {
        return TextReader.read(stored, LAYERS);
    }

    /// Reads a value stored as bytes. Bytes that are text are read as that text.
    public static ValueReading read(byte[] stored) {
        return stored.length == 0
                ? new ValueReading(
                        Format.EMPTY, Storage.BYTES, List.of(), List.of(), Structure.PLAIN)
                : BytesReader.read(stored, LAYERS);
    }
}
