package io.keymend.aead;

import java.util.Arrays;
import java.util.List;

/// Finds the field a JSON key names as Go does: in any case, with the long s for s and the Kelvin
/// sign for k.
final class FieldName {
    private static final int NO_LETTER = -1;

    private final List<String> fields;
    private final int[] letters = new int[16];

    FieldName(List<String> fields) {
        this.fields = fields;
    }

    /// The index of the field of this name, negative where there is none. The key is the text
    /// between its quotes.
    int match(byte[] text, int from, int to) {
        int length = fold(text, from, to);
        int match = -1;
        for (int i = 0; i < fields.size() && match < 0; i++) {
            match = isField(fields.get(i), length) ? i : -1;
        }
        Arrays.fill(letters, 0);
        return match;
    }

    private boolean isField(String field, int length) {
        if (field.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (letters[i] != field.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Writes the key's characters in lower case and answers how many there are; more than fit is
    /// no field's name.
    private int fold(byte[] text, int from, int to) {
        int length = 0;
        int at = from;
        while (at < to && length < letters.length) {
            int width = width(text, at, to);
            letters[length++] = lower(character(text, at, width));
            at += width;
        }
        return at < to ? -1 : length;
    }

    private static int width(byte[] text, int at, int to) {
        if (text[at] == '\\') {
            return text[at + 1] == 'u' ? 6 : 2;
        }
        if (to - at >= 2 && text[at] == (byte) 0xc5 && text[at + 1] == (byte) 0xbf) {
            return 2;
        }
        boolean kelvin =
                to - at >= 3
                        && text[at] == (byte) 0xe2
                        && text[at + 1] == (byte) 0x84
                        && text[at + 2] == (byte) 0xaa;
        return kelvin ? 3 : 1;
    }

    private static int character(byte[] text, int at, int width) {
        return switch (width) {
            case 6 -> hex(text, at + 2);
            case 3 -> 'k';
            case 2 -> text[at] == '\\' ? NO_LETTER : 's';
            default -> text[at];
        };
    }

    private static int hex(byte[] text, int at) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 4 | Character.digit(text[at + i], 16);
        }
        return value == 0x17f ? 's' : value == 0x212a ? 'k' : value;
    }

    private static int lower(int character) {
        return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
    }
}
