package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// `BlobInfo` of HashiCorp's go-kms-wrapping: ciphertext, nonce, and a `KeyInfo` with the key's id
/// and the wrapped data key.
final class BlobInfo {
    private static final int CIPHERTEXT = 1;
    private static final int KEY_INFO = 5;
    private static final int LAST_FIELD = 10;
    private static final int KEY_ID = 3;
    private static final int WRAPPED_KEY = 5;

    private BlobInfo() {}

    /// Null where the bytes are none.
    static @Nullable ValueReading read(byte[] bytes) {
        if (bytes.length < 8 || bytes[0] != 0x0a) {
            return null;
        }
        Protobuf outer = new Protobuf(bytes, 0, bytes.length);
        int from = -1;
        int to = -1;
        while (outer.next()) {
            if (outer.field() > LAST_FIELD || (outer.field() == CIPHERTEXT && outer.start() < 0)) {
                return null;
            }
            if (outer.field() == KEY_INFO && outer.start() >= 0) {
                from = outer.start();
                to = from + outer.length();
            }
        }
        return outer.whole() && from >= 0 ? keyInfo(bytes, from, to) : null;
    }

    private static @Nullable ValueReading keyInfo(byte[] bytes, int from, int to) {
        Protobuf fields = new Protobuf(bytes, from, to);
        String key = null;
        Place wrapped = null;
        while (fields.next()) {
            if (fields.start() < 0) {
                continue;
            }
            switch (fields.field()) {
                case KEY_ID ->
                        key =
                                new String(
                                        bytes,
                                        fields.start(),
                                        fields.length(),
                                        StandardCharsets.UTF_8);
                case WRAPPED_KEY ->
                        wrapped = new Place(fields.start(), fields.length(), 0, fields.length());
                default -> {}
            }
        }
        return fields.whole() && key != null ? reading(bytes, key, wrapped) : null;
    }

    private static @Nullable ValueReading reading(
            byte[] bytes, String key, @Nullable Place wrapped) {
        if (wrapped == null) {
            return null;
        }
        KmsBlob.Parsed parsed =
                KmsBlob.parse(bytes, wrapped.offset(), wrapped.offset() + wrapped.size());
        return switch (parsed) {
            case KmsBlob.Parsed.Blob(var blob) ->
                    reading(List.of(seal(blob, key, wrapped)), Structure.WHOLE);
            case KmsBlob.Parsed.NotKms() ->
                    reading(
                            List.of(),
                            new Structure.NotKms("a BlobInfo whose data key no KMS key wrapped"));
            case KmsBlob.Parsed.Damaged(var why) ->
                    reading(List.of(), new Structure.Damaged("its data key: " + why));
        };
    }

    private static Seal seal(KmsBlob blob, String key, Place place) {
        return key.startsWith("arn:")
                ? new Seal(
                        Seal.Basis.ARN_IN_CLEAR,
                        Seal.Certainty.INFERRED,
                        blob,
                        key,
                        null,
                        null,
                        place)
                : Seal.blob(blob, place).labelled(key);
    }

    private static ValueReading reading(List<Seal> seals, Structure structure) {
        return new ValueReading(Format.BLOB_INFO, Storage.BYTES, seals, List.of(), structure);
    }
}
