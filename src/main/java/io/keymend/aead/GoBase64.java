package io.keymend.aead;

import java.util.Arrays;

/// Base64 as Go's `StdEncoding` decides it: padding required, CR and LF passed over anywhere,
/// nothing else forgiven but the unused bits of the last character.
final class GoBase64 {
    private static final byte[] SEXTETS = sextets();

    private final byte[] in;
    private final int from;
    private final int to;
    private final byte[] out;
    private int at;
    private int written;

    private GoBase64(byte[] in, int from, int to, byte[] out) {
        this.in = in;
        this.from = from;
        this.to = to;
        this.at = from;
        this.out = out;
    }

    /// Decodes `in[from, to)` and answers the number of bytes written, or the complement of the
    /// offset that Go names. `out` needs [#room] bytes.
    static int decode(byte[] in, int from, int to, byte[] out) {
        return new GoBase64(in, from, to, out).decode();
    }

    static int room(int characters) {
        return (characters / 4 + 1) * 3;
    }

    private int decode() {
        while (at < to) {
            int error = whole() ? 0 : careful();
            if (error < 0) {
                return error;
            }
        }
        return written;
    }

    /// Four characters of the alphabet, the usual case.
    private boolean whole() {
        if (to - at < 4) {
            return false;
        }
        int a = SEXTETS[in[at] & 0xff];
        int b = SEXTETS[in[at + 1] & 0xff];
        int c = SEXTETS[in[at + 2] & 0xff];
        int d = SEXTETS[in[at + 3] & 0xff];
        if ((a | b | c | d) < 0) {
            return false;
        }
        at += 4;
        write(a << 18 | b << 12 | c << 6 | d, 3);
        return true;
    }

    /// Up to four characters one by one; negative is the complement of an offset.
    private int careful() {
        int bits = 0;
        for (int j = 0; j < 4; ) {
            if (at == to) {
                return j == 0 ? 0 : error(at - j);
            }
            byte character = in[at++];
            int sextet = SEXTETS[character & 0xff];
            if (sextet >= 0) {
                bits = bits << 6 | sextet;
                j++;
            } else if (character == '=') {
                return padding(bits, j);
            } else if (!isLineEnd(character)) {
                return error(at - 1);
            }
        }
        write(bits, 3);
        return 0;
    }

    /// What follows the first `=` after `j` characters.
    private int padding(int bits, int j) {
        if (j < 2) {
            return error(at - 1);
        }
        skipLineEnds();
        if (j == 2) {
            if (at == to) {
                return error(to);
            }
            if (in[at] != '=') {
                return error(at - 1);
            }
            at++;
            skipLineEnds();
        }
        if (at < to) {
            return error(at);
        }
        write(bits << (6 * (4 - j)), j - 1);
        return 0;
    }

    private void skipLineEnds() {
        while (at < to && isLineEnd(in[at])) {
            at++;
        }
    }

    private void write(int bits, int count) {
        for (int i = 0; i < count; i++) {
            out[written++] = (byte) (bits >> (16 - 8 * i));
        }
    }

    private int error(int place) {
        return ~(place - from);
    }

    private static boolean isLineEnd(byte character) {
        return character == '\n' || character == '\r';
    }

    private static byte[] sextets() {
        byte[] table = new byte[256];
        Arrays.fill(table, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < 64; i++) {
            table[alphabet.charAt(i)] = (byte) i;
        }
        return table;
    }
}
