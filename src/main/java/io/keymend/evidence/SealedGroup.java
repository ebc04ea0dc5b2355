package io.keymend.evidence;

import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;
import io.keymend.seal.Format;
import io.keymend.seal.SealedValue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The rows of one column whose values are sealed alike: the same format, the same key material.
///
/// @param fingerprint the key material of the first seal in the value
/// @param further the other key materials in the same value; empty for most formats
/// @param encoding how the database itself can find these rows; empty where only reading each value
///   tells
/// @param rows how many there are
/// @param first the first of them by primary key; empty while nobody asked for them, and where the
///   table has no key
/// @param samples a blob of each key material, where reading the values showed one
public record SealedGroup(
        Fingerprint fingerprint,
        List<Fingerprint> further,
        Format format,
        Optional<Encoding> encoding,
        long rows,
        List<RowKey> first,
        List<SealedValue> samples) {
    /// Formats that keep one data key, wrapped by each of several keys.
    private static final Set<Format> ALTERNATIVES =
            Set.of(Format.ENCRYPTION_SDK, Format.DATABASE_SDK_HEAD, Format.SOPS);

    public SealedGroup {
        further = List.copyOf(further);
        first = List.copyOf(first);
        samples = List.copyOf(samples);
    }

    /// Values that are a KMS blob and nothing else.
    public SealedGroup(Fingerprint fingerprint, Encoding encoding, long rows, List<RowKey> first) {
        this(
                fingerprint,
                List.of(),
                Format.KMS_BLOB,
                Optional.of(encoding),
                rows,
                first,
                List.of());
    }

    /// The same group with its first rows named.
    public SealedGroup withFirst(List<RowKey> keys) {
        return new SealedGroup(fingerprint, further, format, encoding, rows, keys, samples);
    }

    /// All key materials, the first seal's first.
    public Stream<Fingerprint> fingerprints() {
        return Stream.concat(Stream.of(fingerprint), further.stream());
    }

    /// Whether only reading each value tells which rows belong to it.
    public boolean isReadRowByRow() {
        return encoding.isEmpty();
    }

    /// A blob of this key material that reading has shown.
    public Optional<SealedValue> sample(Fingerprint wanted) {
        return samples.stream().filter(sample -> sample.isOf(wanted)).findFirst();
    }

    /// Whether one of several keys is enough to open the value; otherwise each opens a part of it.
    boolean opensWithAny() {
        return ALTERNATIVES.contains(format);
    }
}
