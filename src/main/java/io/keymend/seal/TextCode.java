package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Decodes base64, base64url and hexadecimal, and says how they were written.
final class TextCode {
    private static final byte[] SEXTETS = sextets();

    private TextCode() {}

    /// What a text decodes to. The bytes are the caller's.
    static final class Decoded {
        private final byte[] bytes;
        private final Storage storage;
        private final int start;

        Decoded(byte[] bytes, Storage storage, int start) {
            this.bytes = bytes;
            this.storage = storage;
            this.start = start;
        }

        byte[] bytes() {
            return bytes;
        }

        Storage storage() {
            return storage;
        }

        /// Where the encoded characters begin, behind marks.
        int start() {
            return start;
        }
    }

    /// The six bits of a character of either alphabet; negative for any other.
    static int sextet(char character) {
        return character < 128 ? SEXTETS[character] : -1;
    }

    static boolean isSpace(char character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }

    /// Null where the text is not base64 of one alphabet from end to end.
    static @Nullable Decoded base64(String text) {
        return base64(text, 0, text.length());
    }

    /// The same of a part of the text. White space is passed over.
    static @Nullable Decoded base64(String text, int from, int to) {
        byte[] out = new byte[(to - from) / 4 * 3 + 3];
        int bits = 0;
        int characters = 0;
        int pads = 0;
        int size = 0;
        boolean broken = false;
        boolean standard = false;
        boolean url = false;
        for (int i = from; i < to; i++) {
            char character = text.charAt(i);
            int sextet = sextet(character);
            if (sextet >= 0 && pads == 0) {
                standard |= character == '+' || character == '/';
                url |= character == '-' || character == '_';
                bits = bits << 6 | sextet;
                if ((++characters & 3) == 0) {
                    out[size++] = (byte) (bits >>> 16);
                    out[size++] = (byte) (bits >>> 8);
                    out[size++] = (byte) bits;
                }
            } else if (character == '=') {
                pads++;
            } else if (isSpace(character)) {
                broken = true;
            } else {
                return null;
            }
        }
        int rest = characters & 3;
        boolean padded = pads == (4 - rest & 3);
        if (characters == 0 || rest == 1 || (standard && url) || !(padded || pads == 0)) {
            return null;
        }
        size = tail(out, size, bits, rest);
        return new Decoded(Arrays.copyOf(out, size), storage(url, padded, broken), from);
    }

    private static int tail(byte[] out, int size, int bits, int rest) {
        int end = size;
        if (rest == 2) {
            out[end++] = (byte) (bits >>> 4);
        } else if (rest == 3) {
            out[end++] = (byte) (bits >>> 10);
            out[end++] = (byte) (bits >>> 2);
        }
        return end;
    }

    private static Storage storage(boolean url, boolean padded, boolean broken) {
        return url
                ? new Storage(Storage.Form.BASE64URL, padded, broken)
                : padded && !broken
                        ? Storage.BASE64
                        : new Storage(Storage.Form.BASE64, padded, broken);
    }

    /// Null where the text is not hexadecimal from end to end.
    static @Nullable Decoded hex(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        if (text.startsWith("\\x", from) || text.startsWith("0x", from)) {
            from += 2;
        }
        return hex(text, from, to);
    }

    /// The same of a part of the text, without marks.
    static @Nullable Decoded hex(String text, int from, int to) {
        byte[] out = new byte[(to - from) / 2 + 1];
        int digits = 0;
        int high = 0;
        boolean broken = false;
        for (int i = from; i < to; i++) {
            char character = text.charAt(i);
            int digit = character < 128 ? Character.digit(character, 16) : -1;
            if (digit < 0) {
                if (!isSpace(character)) {
                    return null;
                }
                broken = true;
            } else if ((++digits & 1) == 1) {
                high = digit;
            } else {
                out[digits / 2 - 1] = (byte) (high << 4 | digit);
            }
        }
        if (digits == 0 || (digits & 1) == 1) {
            return null;
        }
        return new Decoded(
                Arrays.copyOf(out, digits / 2),
                broken ? new Storage(Storage.Form.HEX, true, true) : Storage.HEX,
                from);
    }

    private static byte[] sextets() {
        byte[] table = new byte[128];
        Arrays.fill(table, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < 64; i++) {
            table[alphabet.charAt(i)] = (byte) i;
        }
        table['-'] = 62;
        table['_'] = 63;
        return table;
    }
}
