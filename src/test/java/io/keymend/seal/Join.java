package io.keymend.seal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Puts bytes together.
final class Join {
    private Join() {}

    static byte[] bytes(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] u16(int value) {
        return new byte[] {(byte) (value >>> 8), (byte) value};
    }

    static byte[] u32(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Bytes behind their length of two bytes.
    static byte[] field16(byte[] content) {
        return bytes(u16(content.length), content);
    }

    /// Bytes behind their length of four bytes.
    static byte[] field32(byte[] content) {
        return bytes(u32(content.length), content);
    }
}
