package io.keymend.seal;

/// Finds sealed parts between the delimiters of a text.
///
/// A part is a run of base64 or hexadecimal characters. Whole runs are decoded where they begin
/// like a sealed format; a KMS blob is found behind a prefix as well, and over line breaks, since
/// its header says how long it is.
final class TokenScan {
    private static final int SHORTEST = 40;
    private static final int HEADER_CHARACTERS = 80;
    private static final int DATABASE_WRAP = DataKeys.DATABASE_WRAP / 3 * 4;

    private static final String HEX_MARK = "0078";
    private static final int HEX_MARK_AT = 6;

    private final String text;
    private final int to;
    private final Found found;

    private TokenScan(String text, int to, Found found) {
        this.text = text;
        this.to = to;
        this.found = found;
    }

    static void scan(String text, int from, int to, Found found) {
        new TokenScan(text, to, found).scan(from);
    }

    private void scan(int from) {
        int at = from;
        while (at < to && !found.isFull()) {
            if (TextCode.sextet(text.charAt(at)) < 0) {
                at++;
                continue;
            }
            int end = at;
            while (end < to && TextCode.sextet(text.charAt(end)) >= 0) {
                end++;
            }
            while (end < to && text.charAt(end) == '=') {
                end++;
            }
            at = end - at < SHORTEST ? end : run(at, end);
        }
    }

    /// Answers where to go on.
    private int run(int start, int end) {
        if (hex(start, end) || (mayBeSealed(start) && whole(start, end)) || hexInside(start, end)) {
            return end;
        }
        for (int at = text.indexOf("AQ", start, end);
                at >= 0 && at + 7 <= end;
                at = text.indexOf("AQ", at + 1, end)) {
            if (beginsBlob(at) && (at == start || isDelimited(start, at))) {
                return Math.max(end, blob(at));
            }
        }
        return end;
    }

    private boolean isDelimited(int start, int at) {
        return at - start == DATABASE_WRAP || !Character.isLetterOrDigit(text.charAt(at - 1));
    }

    private boolean hex(int start, int end) {
        if (text.charAt(start) != '0' || ((end - start) & 1) == 1) {
            return false;
        }
        TextCode.Decoded decoded = TextCode.hex(text, start, end);
        return decoded != null && take(decoded, start, end);
    }

    /// Blobs in hexadecimal between delimiters that are base64 characters too.
    private boolean hexInside(int start, int end) {
        boolean any = false;
        int at = text.indexOf(HEX_MARK, start, end);
        while (at >= 0) {
            int from = at - HEX_MARK_AT;
            int to = at;
            while (to < end && Character.digit(text.charAt(to), 16) >= 0) {
                to++;
            }
            any |= from >= start && (from == start || isDelimited(start, from)) && hex(from, to);
            at = text.indexOf(HEX_MARK, Math.max(to, at + 1), end);
        }
        return any;
    }

    private boolean whole(int start, int end) {
        TextCode.Decoded decoded = TextCode.base64(text, start, end);
        return decoded != null && take(decoded, start, end);
    }

    private boolean take(TextCode.Decoded decoded, int start, int end) {
        ValueReading sealed = BytesReader.sealed(decoded.bytes());
        return sealed != null && found.take(sealed, start, end - start);
    }

    /// Whether a run begins like an Encryption SDK message, an envelope, or a wrapped blob. Blobs
    /// themselves are found by their header.
    private boolean mayBeSealed(int at) {
        return switch (text.charAt(at)) {
            case 'A' ->
                    text.startsWith("AY", at)
                            || text.startsWith("AgR4", at)
                            || text.startsWith("AgV4", at)
                            || text.startsWith("AAA", at);
            case 'C' -> text.charAt(at + 1) >= 'g' && text.charAt(at + 1) <= 'v';
            default -> false;
        };
    }

    private boolean beginsBlob(int at) {
        char generation = text.charAt(at + 2);
        char operation = text.charAt(at + 3);
        char last = text.charAt(at + 6);
        return (generation == 'E' || generation == 'I')
                && operation >= 'B'
                && operation <= 'D'
                && text.startsWith("AH", at + 4)
                && last >= 'g'
                && last <= 'j';
    }

    /// Reads the blob that begins here, and answers where it ends.
    private int blob(int at) {
        StringBuilder characters = new StringBuilder(256);
        int end = gather(at, HEADER_CHARACTERS, characters);
        byte[] header = decode(characters);
        int length = KmsBlob.announced(header, 0, header.length);
        if (length < 0) {
            found.damaged("a KMS blob is cut off in its header");
            return end;
        }
        int wanted = (length * 8 + 5) / 6;
        end = gather(end, wanted - characters.length(), characters);
        if (characters.length() < wanted) {
            found.damaged("a KMS blob announces " + length + " bytes and ends before them");
            return end;
        }
        while (end < to && text.charAt(end) == '=') {
            end++;
        }
        if (end < to && Character.isLetterOrDigit(text.charAt(end))) {
            found.damaged("more follows a KMS blob than it announces");
            return end;
        }
        characters.setLength(wanted);
        switch (KmsBlob.parse(decode(characters))) {
            case KmsBlob.Parsed.Blob(var blob) ->
                    found.add(Seal.blob(blob, new Place(at, end - at, 0, length)));
            case KmsBlob.Parsed.NotKms() -> found.damaged("a KMS blob is not base64");
            case KmsBlob.Parsed.Damaged(var why) -> found.damaged(why);
        }
        return end;
    }

    /// Takes up to so many characters, over line breaks, and answers where it stopped.
    private int gather(int from, int count, StringBuilder into) {
        int at = from;
        int wanted = into.length() + Math.max(0, count);
        while (at < to && into.length() < wanted) {
            char character = text.charAt(at);
            if (TextCode.sextet(character) >= 0) {
                into.append(character);
            } else if (!isBreak(at)) {
                return at;
            }
            at++;
        }
        return at;
    }

    private boolean isBreak(int at) {
        char character = text.charAt(at);
        return character == '\n'
                || character == '\r'
                || (character == ' ' && (isNewline(at - 1) || isIndent(at)));
    }

    private boolean isIndent(int at) {
        int before = at;
        int most = Math.max(0, at - 40);
        while (before > most && text.charAt(before) == ' ') {
            before--;
        }
        return isNewline(before);
    }

    private boolean isNewline(int at) {
        return at >= 0 && text.charAt(at) == '\n';
    }

    private static byte[] decode(CharSequence characters) {
        int whole = characters.length() % 4 == 1 ? characters.length() - 1 : characters.length();
        TextCode.Decoded decoded = TextCode.base64(characters.toString(), 0, whole);
        return decoded == null ? new byte[0] : decoded.bytes();
    }
}
