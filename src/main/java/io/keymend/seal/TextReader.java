package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Reads text: a document, a prefix, one encoded value, parts between delimiters, or none of these.
final class TextReader {
    private static final int LONG_ENOUGH_TO_BE_ENCODED = 40;

    private TextReader() {}

    /// @param depth how many further layers of encoding may be taken off
    static ValueReading read(String text, int depth) {
        ValueReading blob = KmsText.read(text);
        if (blob != null) {
            return blob;
        }
        int start = start(text);
        if (start == text.length()) {
            return plain(Format.EMPTY);
        }
        ValueReading document = document(text, start, depth);
        ValueReading found = document == null ? PrefixedText.read(text, start) : document;
        if (found != null) {
            return found;
        }
        ValueReading encoded = encoded(text, depth);
        if (encoded != null && encoded.format() != Format.UNKNOWN) {
            return encoded;
        }
        ValueReading other = OtherText.read(text, start);
        ValueReading damaged = other == null ? cut(text, depth) : null;
        ValueReading delimited = damaged == null ? delimited(text) : damaged;
        if (delimited != null) {
            return delimited;
        }
        if (other != null) {
            return other;
        }
        return encoded == null ? plain(Format.TEXT) : encoded;
    }

    static ValueReading plain(Format format) {
        return new ValueReading(format, Storage.TEXT, List.of(), List.of(), Structure.PLAIN);
    }

    private static @Nullable ValueReading document(String text, int start, int depth) {
        char first = text.charAt(start);
        if (first == '{' || first == '[') {
            ValueReading json = JsonReader.read(text, start, depth);
            if (json != null) {
                return json;
            }
        }
        return SopsText.read(text);
    }

    /// The whole text decoded, where that makes it something; unknown where it is encoded bytes
    /// that say nothing.
    private static @Nullable ValueReading encoded(String text, int depth) {
        TextCode.Decoded hex = TextCode.hex(text);
        ValueReading read = hex == null ? null : decoded(hex, text, depth);
        if (read != null && read.format() != Format.UNKNOWN) {
            return read;
        }
        TextCode.Decoded base64 = hex == null ? TextCode.base64(text) : null;
        if (base64 != null) {
            read = decoded(base64, text, depth);
        }
        return read;
    }

    /// A sealed value cut off within the characters of one byte, which decodes without the last.
    private static @Nullable ValueReading cut(String text, int depth) {
        int end = text.length() - 1;
        while (TextCode.isSpace(text.charAt(end))) {
            end--;
        }
        ValueReading read = encoded(text.substring(0, end), depth);
        return read != null
                        && read.format().family() == Format.Family.KMS
                        && read.structure() instanceof Structure.Damaged
                ? read
                : null;
    }

    private static @Nullable ValueReading decoded(
            TextCode.Decoded decoded, String text, int depth) {
        ValueReading inner = BytesReader.read(decoded.bytes(), depth);
        return switch (inner.format().family()) {
            case KMS, OTHER -> carried(inner, decoded, text);
            case PLAIN -> inner.format() == Format.FILE ? carried(inner, decoded, text) : null;
            case UNKNOWN ->
                    text.length() >= LONG_ENOUGH_TO_BE_ENCODED
                            ? carried(inner, decoded, text)
                            : null;
        };
    }

    private static ValueReading carried(ValueReading inner, TextCode.Decoded decoded, String text) {
        boolean bytes = inner.storage().form() == Storage.Form.BYTES;
        List<Seal> seals =
                inner.seals().stream()
                        .map(seal ->
                                seal.movedTo(
                                        new Place(
                                                decoded.start(),
                                                text.length() - decoded.start(),
                                                bytes || inner.storage().equals(Storage.TEXT)
                                                        ? seal.place().offset()
                                                        : seal.place().within(),
                                                seal.place().size())))
                        .toList();
        return new ValueReading(
                inner.format(), decoded.storage(), seals, inner.providers(), inner.structure());
    }

    private static @Nullable ValueReading delimited(String text) {
        Found found = new Found();
        TokenScan.scan(text, 0, text.length(), found);
        return found.isNothing() ? null : found.reading(Format.DELIMITED);
    }

    private static int start(String text) {
        int start = 0;
        while (start < text.length() && TextCode.isSpace(text.charAt(start))) {
            start++;
        }
        return start;
    }
}
