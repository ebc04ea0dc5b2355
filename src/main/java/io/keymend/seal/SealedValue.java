package io.keymend.seal;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// One stored KMS blob, on its way from a table to a probe. Nothing prints it.
public final class SealedValue {
    private final byte[] blob;

    public SealedValue(byte[] blob) {
        this.blob = blob.clone();
    }

    /// The blob that a reading found in a stored text; empty where it is carried in more than one
    /// layer of encoding.
    public static Optional<SealedValue> in(String stored, Seal seal) {
        Place place = seal.place();
        int end = place.offset() + place.length();
        return Stream.of(
                        TextCode.base64(stored, place.offset(), end),
                        TextCode.hex(stored, place.offset(), end))
                .filter(Objects::nonNull)
                .flatMap(decoded -> cut(decoded.bytes(), place.within(), seal).stream())
                .findFirst();
    }

    /// The blob that a reading found in stored bytes; empty where the bytes are a text that carries
    /// it in turn.
    public static Optional<SealedValue> in(byte[] stored, Seal seal) {
        return cut(stored, seal.place().offset(), seal);
    }

    private static Optional<SealedValue> cut(byte[] bytes, int from, Seal seal) {
        int end = from + seal.place().size();
        return end <= bytes.length
                        && KmsBlob.parse(bytes, from, end) instanceof KmsBlob.Parsed.Blob(var blob)
                        && blob.equals(seal.blob())
                ? Optional.of(new SealedValue(Arrays.copyOfRange(bytes, from, end)))
                : Optional.empty();
    }

    /// Whether this key material made it.
    public boolean isOf(Fingerprint fingerprint) {
        return KmsBlob.parse(blob) instanceof KmsBlob.Parsed.Blob(var read)
                && read.fingerprint().equals(fingerprint);
    }

    /// A copy of the bytes.
    public byte[] blob() {
        return blob.clone();
    }

    /// Says how long it is, never what it holds.
    @Override
    public String toString() {
        return "SealedValue[" + blob.length + " bytes]";
    }
}
