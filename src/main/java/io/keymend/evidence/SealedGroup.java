package io.keymend.evidence;

import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;

import java.util.List;

/// The rows of one column that hold blobs of one fingerprint in one encoding.
///
/// @param rows how many there are
/// @param first the first of them by primary key; empty while nobody asked for them, and where the
///   table has no key
public record SealedGroup(
        Fingerprint fingerprint, Encoding encoding, long rows, List<RowKey> first) {
    public SealedGroup {
        first = List.copyOf(first);
    }

    /// The same group with its first rows named.
    public SealedGroup withFirst(List<RowKey> keys) {
        return new SealedGroup(fingerprint, encoding, rows, keys);
    }
}
