package io.keymend.seal;

import java.util.Arrays;

/// The standard base64 alphabet, one look per character and no branch.
final class StandardBase64 {
    private static final byte[] SEXTETS = sextets();

    private StandardBase64() {}

    /// The six bits of a character; negative where it is none of the alphabet.
    static int sextet(char character) {
        return SEXTETS[character & 0xff] | (0xff - character) >> 31;
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
