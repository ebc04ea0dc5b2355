package io.keymend.aead;

/// Tells text from sealed bytes, which are text by chance less than once in ten billion values.
final class ReadableText {
    private ReadableText() {}

    /// Whether the bytes are UTF-8 without control characters, line ends and tabs apart.
    static boolean is(byte[] bytes, int length) {
        int at = 0;
        while (at < length) {
            int width = width(bytes[at] & 0xff);
            if (width == 0 || at + width > length || !continues(bytes, at, width)) {
                return false;
            }
            at += width;
        }
        return true;
    }

    private static int width(int c) {
        if (c < 0x80) {
            return (c >= 0x20 && c != 0x7f) || c == '\n' || c == '\r' || c == '\t' ? 1 : 0;
        }
        return c >= 0xc2 && c < 0xe0
                ? 2
                : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xf0 && c < 0xf5 ? 4 : 0;
    }

    private static boolean continues(byte[] bytes, int at, int width) {
        for (int i = 1; i < width; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return false;
            }
        }
        return true;
    }
}
