package io.keymend.mend;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Named fields as text in exactly one way: `name=length:value` on a line of their own, so that no
/// value can pass for another field. The length is in characters.
final class CanonicalText {
    private final StringBuilder text = new StringBuilder();

    CanonicalText add(String name, String value) {
        text.append(name).append('=').append(value.length()).append(':').append(value);
        text.append('\n');
        return this;
    }

    CanonicalText add(String name, long value) {
        return add(name, Long.toString(value));
    }

    CanonicalText add(String name, boolean value) {
        return add(name, Boolean.toString(value));
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /// The SHA-256 of a text's bytes in UTF-8, in lower-case hexadecimal.
    static String sha256(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Takes the fields out again, in the order they were added.
    static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        /// The value of the next field.
        ///
        /// @throws IllegalArgumentException where the next field has another name, or is no field
        String take(String name) {
            String start = name + "=";
            int colon = text.indexOf(':', at);
            if (!text.startsWith(start, at) || colon < 0) {
                throw new IllegalArgumentException("no field " + name + " where it is expected");
            }
            int length = Integer.parseInt(text.substring(at + start.length(), colon));
            int end = Math.addExact(colon + 1, length);
            if (length < 0 || end >= text.length() || text.charAt(end) != '\n') {
                throw new IllegalArgumentException("the field " + name + " is cut off");
            }
            at = end + 1;
            return text.substring(colon + 1, end);
        }

        long takeNumber(String name) {
            return Long.parseLong(take(name));
        }

        int takeCount(String name) {
            return Integer.parseInt(take(name));
        }

        boolean takeFlag(String name) {
            String text = take(name);
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException("the field " + name + " is no flag");
            }
            return text.equals("true");
        }

        /// @throws IllegalArgumentException where something is left
        void end() {
            if (at != text.length()) {
                throw new IllegalArgumentException("something follows the last field");
            }
        }
    }
}
