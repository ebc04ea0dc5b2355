package io.keymend.seal;

import java.nio.charset.StandardCharsets;

/// Reads big-endian fields from a range of bytes, and stops at its end instead of throwing: from
/// then on every field is zero or empty, and [#failed] says so.
final class Cursor {
    private final byte[] bytes;
    private final int end;
    private int at;
    private boolean failed;

    Cursor(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    boolean failed() {
        return failed;
    }

    int at() {
        return at;
    }

    int left() {
        return end - at;
    }

    boolean atEnd() {
        return !failed && at == end;
    }

    int u8() {
        return (int) number(1);
    }

    int u16() {
        return (int) number(2);
    }

    long u32() {
        return number(4);
    }

    /// Negative where the number has 64 bits.
    long u64() {
        return number(8);
    }

    /// Passes over some bytes and answers where they begin.
    int skip(long count) {
        int start = at;
        if (count < 0 || count > end - at) {
            failed = true;
            at = end;
            return end;
        }
        at += (int) count;
        return start;
    }

    /// Text behind its length of two bytes.
    String text16() {
        int length = u16();
        int start = skip(length);
        return failed ? "" : new String(bytes, start, length, StandardCharsets.UTF_8);
    }

    /// A protobuf varint of at most 63 bits.
    long varint() {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int octet = u8();
            value |= (long) (octet & 0x7f) << shift;
            if (octet < 0x80) {
                return failed ? 0 : value;
            }
        }
        failed = true;
        return 0;
    }

    private long number(int octets) {
        int start = skip(octets);
        if (failed) {
            return 0;
        }
        long value = 0;
        for (int i = 0; i < octets; i++) {
            value = value << 8 | (bytes[start + i] & 0xff);
        }
        return value;
    }
}
