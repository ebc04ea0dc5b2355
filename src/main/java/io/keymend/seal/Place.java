package io.keymend.seal;

/// Where in a stored value a seal is.
///
/// @param offset where the stored part that carries it begins: in characters of a text, in bytes
///   otherwise
/// @param length how long that part is
/// @param within where the sealed bytes begin in the part once it is decoded
/// @param size how many sealed bytes there are
public record Place(int offset, int length, int within, int size) {
    /// The same place in a value of which this one is a part.
    Place in(int start) {
        return new Place(start + offset, length, within, size);
    }

    /// The same sealed bytes where only the part around them is known.
    Place somewhereIn(int start, int extent) {
        return new Place(start, extent, within, size);
    }
}
