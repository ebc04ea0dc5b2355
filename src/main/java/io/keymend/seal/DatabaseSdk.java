package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What the AWS Database Encryption SDK keeps: the header of an item, and data keys alone.
final class DatabaseSdk {
    private static final int COMMITMENT = 32;

    private DatabaseSdk() {}

    /// A data key: the wrapped key, then a blob to the end. Null where the bytes are none.
    static @Nullable ValueReading key(byte[] bytes) {
        int start = DataKeys.DATABASE_WRAP;
        if (bytes.length <= start
                || !(KmsBlob.parse(bytes, start, bytes.length)
                        instanceof KmsBlob.Parsed.Blob(var blob))) {
            return null;
        }
        int size = bytes.length - start;
        return new ValueReading(
                Format.DATABASE_SDK_KEY,
                Storage.BYTES,
                List.of(Seal.blob(blob, new Place(start, size, 0, size))),
                List.of(),
                Structure.WHOLE);
    }

    /// The `aws_dbe_head` attribute. Null where the bytes are none.
    static @Nullable ValueReading head(byte[] bytes) {
        Cursor cursor = new Cursor(bytes, 0, bytes.length);
        int version = cursor.u8();
        int flavour = cursor.u8();
        cursor.skip(32);
        if (version < 1 || version > 2 || flavour > 1 || !legend(bytes, cursor)) {
            return null;
        }
        int pairs = cursor.u16();
        for (int i = 0; i < pairs && !cursor.failed(); i++) {
            cursor.skip(cursor.u16());
            cursor.skip(cursor.u16());
        }
        int count = cursor.u8();
        DataKeys keys = DataKeys.read(bytes, cursor, count);
        cursor.skip(COMMITMENT);
        if (count == 0 || !cursor.atEnd()) {
            return null;
        }
        return new ValueReading(
                Format.DATABASE_SDK_HEAD,
                Storage.BYTES,
                keys.seals(),
                keys.providers(),
                keys.damage() == null ? Structure.WHOLE : new Structure.Damaged(keys.damage()));
    }

    /// One letter for each attribute: encrypted, signed, or only in the context.
    private static boolean legend(byte[] bytes, Cursor cursor) {
        int length = cursor.u16();
        int start = cursor.skip(length);
        if (cursor.failed()) {
            return false;
        }
        for (int i = start; i < start + length; i++) {
            if (bytes[i] != 'e' && bytes[i] != 's' && bytes[i] != 'c') {
                return false;
            }
        }
        return true;
    }
}
