package io.keymend.evidence;

import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;
import io.keymend.seal.SealedValue;

import java.util.List;
import java.util.Optional;

/// The rows of one column that hold blobs of one fingerprint in one encoding.
///
/// @param rows how many there are
/// @param first the first of them by primary key; empty where the table has none
/// @param sample one of their values, for a probe; absent where none of the first few is a whole
///   blob
public record SealedGroup(
        Fingerprint fingerprint,
        Encoding encoding,
        long rows,
        List<RowKey> first,
        Optional<SealedValue> sample) {
    public SealedGroup {
        first = List.copyOf(first);
    }
}
