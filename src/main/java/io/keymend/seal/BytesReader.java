package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Reads bytes: asks each format in turn, the strictest first.
final class BytesReader {
    private static final ValueReading NOTHING =
            new ValueReading(
                    Format.UNKNOWN, Storage.BYTES, List.of(), List.of(), Structure.UNKNOWN);

    private BytesReader() {}

    /// @param depth how many further layers of encoding may be taken off
    static ValueReading read(byte[] bytes, int depth) {
        ValueReading sealed = sealed(bytes);
        if (sealed != null) {
            return sealed;
        }
        ValueReading other = OtherBytes.read(bytes);
        if (other != null) {
            return other;
        }
        String text = depth > 0 ? Bytes.text(bytes) : null;
        return text == null ? NOTHING : TextReader.read(text, depth - 1);
    }

    /// A binary format that a KMS key may have sealed; null where the bytes are none.
    static @Nullable ValueReading sealed(byte[] bytes) {
        ValueReading blob = blob(bytes);
        ValueReading found = blob == null ? EncryptionSdk.read(bytes) : blob;
        found = found == null ? Tink.read(bytes) : found;
        found = found == null ? DatabaseSdk.key(bytes) : found;
        found = found == null ? DatabaseSdk.head(bytes) : found;
        found = found == null ? BlobInfo.read(bytes) : found;
        found = found == null ? DynamoDescription.read(bytes) : found;
        found = found == null ? Kubernetes.read(bytes) : found;
        return found == null ? prefixed(bytes) : found;
    }

    private static @Nullable ValueReading blob(byte[] bytes) {
        return switch (KmsBlob.parse(bytes)) {
            case KmsBlob.Parsed.Blob(var blob) ->
                    new ValueReading(
                            Format.KMS_BLOB,
                            Storage.BYTES,
                            List.of(Seal.blob(blob, new Place(0, bytes.length, 0, bytes.length))),
                            List.of(),
                            Structure.WHOLE);
            case KmsBlob.Parsed.NotKms() -> null;
            case KmsBlob.Parsed.Damaged(var why) ->
                    new ValueReading(
                            Format.KMS_BLOB,
                            Storage.BYTES,
                            List.of(),
                            List.of(),
                            new Structure.Damaged(why));
        };
    }

    /// `KMSx`, then a blob in bytes.
    private static @Nullable ValueReading prefixed(byte[] bytes) {
        if (!Bytes.startsWith(bytes, "KMSx")
                || !(KmsBlob.parse(bytes, 4, bytes.length)
                        instanceof KmsBlob.Parsed.Blob(var blob))) {
            return null;
        }
        int size = bytes.length - 4;
        return new ValueReading(
                Format.DELIMITED,
                Storage.BYTES,
                List.of(Seal.blob(blob, new Place(4, size, 0, size))),
                List.of(),
                Structure.WHOLE);
    }
}
