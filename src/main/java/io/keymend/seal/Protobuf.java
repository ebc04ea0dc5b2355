package io.keymend.seal;

/// Walks the fields of one protobuf message without knowing it.
final class Protobuf {
    private final Cursor cursor;
    private int field;
    private int start;
    private int length;
    private long number;

    Protobuf(byte[] bytes, int from, int to) {
        this.cursor = new Cursor(bytes, from, to);
    }

    /// Goes to the next field; false at the end, or where the bytes are no message.
    boolean next() {
        if (cursor.failed() || cursor.left() == 0) {
            return false;
        }
        long tag = cursor.varint();
        field = tag >>> 3 > 0 && tag >>> 3 < 1_000 ? (int) (tag >>> 3) : 0;
        start = -1;
        switch ((int) (tag & 7)) {
            case 0 -> number = cursor.varint();
            case 2 -> {
                long announced = cursor.varint();
                start = cursor.skip(announced);
                length = (int) announced;
            }
            default -> field = 0;
        }
        if (field == 0) {
            cursor.skip(-1);
        }
        return !cursor.failed();
    }

    /// Whether all was read and nothing was wrong.
    boolean whole() {
        return cursor.atEnd();
    }

    int field() {
        return field;
    }

    /// Where the bytes of the field begin; -1 where it is a number.
    int start() {
        return start;
    }

    int length() {
        return length;
    }

    long number() {
        return number;
    }
}
