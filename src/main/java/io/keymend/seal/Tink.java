package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Tink's KMS envelope: the length of the wrapped key in four bytes, the wrapped key, the payload.
final class Tink {
    private static final int LONGEST_KEY = 4_096;

    private Tink() {}

    /// Null where the bytes are none with a KMS blob inside.
    static @Nullable ValueReading read(byte[] bytes) {
        long length = new Cursor(bytes, 0, bytes.length).u32();
        if (length < 1 || length > LONGEST_KEY || bytes.length < 9) {
            return null;
        }
        int to = (int) Math.min(bytes.length, length + 4);
        return switch (KmsBlob.parse(bytes, 4, to)) {
            case KmsBlob.Parsed.Blob(var blob) ->
                    reading(
                            List.of(Seal.blob(blob, new Place(4, (int) length, 0, (int) length))),
                            bytes.length > to
                                    ? Structure.WHOLE
                                    : new Structure.Damaged("no payload follows its data key"));
            case KmsBlob.Parsed.NotKms() -> null;
            case KmsBlob.Parsed.Damaged(var why) ->
                    reading(List.of(), new Structure.Damaged("its data key: " + why));
        };
    }

    private static ValueReading reading(List<Seal> seals, Structure structure) {
        return new ValueReading(Format.TINK, Storage.BYTES, seals, List.of(), structure);
    }
}
