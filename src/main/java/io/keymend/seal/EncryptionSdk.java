package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/// Messages of the AWS Encryption SDK: specification, data-format/message-header.md and
/// message-body.md.
final class EncryptionSdk {
    private static final Set<Integer> SUITES_1 =
            Set.of(0x0014, 0x0046, 0x0078, 0x0114, 0x0146, 0x0178, 0x0214, 0x0346, 0x0378);
    private static final Set<Integer> SUITES_2 = Set.of(0x0478, 0x0578);
    private static final Set<Integer> SIGNED = Set.of(0x0214, 0x0346, 0x0378, 0x0578);
    private static final int IV = 12;
    private static final int TAG = 16;
    private static final long LAST = 0xffffffffL;

    private final Cursor cursor;
    private final byte[] bytes;

    private EncryptionSdk(byte[] bytes) {
        this.bytes = bytes;
        this.cursor = new Cursor(bytes, 0, bytes.length);
    }

    /// Null where the bytes are no such message.
    static @Nullable ValueReading read(byte[] bytes) {
        return new EncryptionSdk(bytes).read();
    }

    private @Nullable ValueReading read() {
        int version = cursor.u8();
        boolean first = version == 1 && cursor.u8() == 0x80;
        int suite = cursor.u16();
        if (!(first ? SUITES_1 : SUITES_2).contains(suite) || (!first && version != 2)) {
            return null;
        }
        cursor.skip(first ? 16 : 32);
        boolean context = context();
        int count = cursor.u16();
        DataKeys keys = DataKeys.read(bytes, cursor, count);
        String damage = damage(first, suite, context, count, keys);
        return new ValueReading(
                Format.ENCRYPTION_SDK,
                Storage.BYTES,
                keys.seals(),
                keys.providers(),
                damage == null ? Structure.WHOLE : new Structure.Damaged(damage));
    }

    private @Nullable String damage(
            boolean first, int suite, boolean context, int count, DataKeys keys) {
        if (cursor.failed()) {
            return "cut off in its header";
        }
        if (!context) {
            return "its encryption context does not fill its length";
        }
        if (count == 0) {
            return "it has no data key";
        }
        String body = body(first, suite);
        return keys.damage() == null ? body : keys.damage();
    }

    /// Reads name and value pairs, and says whether they fill the length before them.
    private boolean context() {
        int length = cursor.u16();
        if (length == 0) {
            return true;
        }
        int end = cursor.skip(length) + length;
        if (cursor.failed()) {
            return true;
        }
        Cursor pairs = new Cursor(bytes, end - length, end);
        int count = pairs.u16();
        for (int i = 0; i < count && !pairs.failed(); i++) {
            pairs.skip(pairs.u16());
            pairs.skip(pairs.u16());
        }
        return pairs.atEnd();
    }

    private @Nullable String body(boolean first, int suite) {
        int content = cursor.u8();
        boolean reserved = !first || (cursor.u32() == 0 && cursor.u8() == IV);
        long frame = cursor.u32();
        cursor.skip(first ? IV + TAG : 32 + TAG);
        if (cursor.failed()) {
            return "cut off in its header";
        }
        boolean framed = content == 2;
        if (!reserved || framed == (frame == 0) || (!framed && content != 1)) {
            return "its content type, frame length and reserved bytes do not agree";
        }
        if (framed) {
            frames(frame);
        } else {
            cursor.skip(IV);
            cursor.skip(cursor.u64());
            cursor.skip(TAG);
        }
        if (SIGNED.contains(suite)) {
            cursor.skip(cursor.u16());
        }
        if (cursor.failed()) {
            return "its header is whole, its body is cut off";
        }
        return cursor.atEnd() ? null : cursor.left() + " bytes follow its end";
    }

    private void frames(long length) {
        while (!cursor.failed()) {
            if (cursor.u32() == LAST) {
                cursor.u32();
                cursor.skip(IV);
                cursor.skip(cursor.u32());
                cursor.skip(TAG);
                return;
            }
            cursor.skip(IV);
            cursor.skip(length);
            cursor.skip(TAG);
        }
    }
}
