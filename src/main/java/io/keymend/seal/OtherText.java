package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/// Names text that no KMS key sealed.
final class OtherText {
    private static final Set<Integer> DIGESTS = Set.of(32, 40, 56, 64, 96, 128);
    private static final int UUID_LENGTH = 36;

    private OtherText() {}

    static ValueReading named(Format format, String what) {
        return new ValueReading(
                format, Storage.TEXT, List.of(), List.of(), new Structure.NotKms(what));
    }

    /// Null where nothing is known that looks so.
    static @Nullable ValueReading read(String text, int start) {
        if (text.startsWith("-----BEGIN PGP MESSAGE", start)) {
            return named(Format.OPENPGP, "an OpenPGP message");
        }
        if (text.startsWith("-----BEGIN AGE", start)) {
            return named(Format.AGE, "an age file");
        }
        if (text.startsWith("-----BEGIN ", start)) {
            return named(Format.PEM, "a PEM block");
        }
        if (text.startsWith("data:", start) && text.indexOf(";base64,", start) > 0) {
            return TextReader.plain(Format.FILE);
        }
        if (text.startsWith("eyJ", start)) {
            return compact(text, start);
        }
        if (isPasswordHash(text, start)) {
            return named(Format.PASSWORD_HASH, "a password's hash");
        }
        String bare = text.strip();
        if (isUuid(bare)) {
            return TextReader.plain(Format.UUID);
        }
        return DIGESTS.contains(bare.length()) && isHex(bare)
                ? TextReader.plain(Format.DIGEST)
                : null;
    }

    private static @Nullable ValueReading compact(String text, int start) {
        int dots = 0;
        for (int i = start; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '.') {
                dots++;
            } else if (TextCode.sextet(character) < 0 && !TextCode.isSpace(character)) {
                return null;
            }
        }
        return switch (dots) {
            case 2 -> named(Format.JWT, "a JSON Web Token");
            case 4 -> named(Format.JWE, "a JSON Web Encryption");
            default -> null;
        };
    }

    private static boolean isPasswordHash(String text, int start) {
        return text.startsWith("$2", start)
                || text.startsWith("$argon2", start)
                || text.startsWith("$5$", start)
                || text.startsWith("$6$", start)
                || text.startsWith("$scrypt", start)
                || text.startsWith("pbkdf2_", start)
                || text.startsWith("SCRAM-SHA-256$", start);
    }

    private static boolean isUuid(String text) {
        if (text.length() != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? text.charAt(i) != '-' : Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
    }
}
