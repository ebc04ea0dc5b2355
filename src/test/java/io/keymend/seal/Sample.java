package io.keymend.seal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// One value of a known format, and what has to be read from it.
record Sample(
        Format format,
        List<Byte> content,
        boolean isText,
        List<Fingerprint> fingerprints,
        List<String> keyArns) {

    static Sample of(Format format, byte[] content, Fingerprint... fingerprints) {
        return new Sample(format, boxed(content), false, List.of(fingerprints), List.of());
    }

    static Sample of(Format format, String content, Fingerprint... fingerprints) {
        return new Sample(
                format,
                boxed(content.getBytes(StandardCharsets.UTF_8)),
                true,
                List.of(fingerprints),
                List.of());
    }

    Sample naming(String... arns) {
        return new Sample(format, content, isText, fingerprints, List.of(arns));
    }

    byte[] bytes() {
        byte[] bytes = new byte[content.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = content.get(i);
        }
        return bytes;
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /// The same value in every text encoding.
    List<String> encodings() {
        byte[] bytes = bytes();
        String hex = HexFormat.of().formatHex(bytes);
        return List.of(
                Base64.getEncoder().encodeToString(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getMimeEncoder().encodeToString(bytes),
                Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n",
                Base64.getUrlEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                hex,
                hex.toUpperCase(Locale.ROOT),
                "\\x" + hex,
                "0x" + hex);
    }

    private static List<Byte> boxed(byte[] bytes) {
        Byte[] boxed = new Byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            boxed[i] = bytes[i];
        }
        return List.of(boxed);
    }

    @Override
    public String toString() {
        return format + " of " + content.size() + " bytes";
    }
}
