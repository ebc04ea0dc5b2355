package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Questions about raw bytes.
final class Bytes {
    private Bytes() {}

    static boolean startsWith(byte[] bytes, String ascii) {
        if (bytes.length < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if ((bytes[i] & 0xff) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// The text these bytes are in UTF-8; null where they are none, or hold control characters.
    static @Nullable String text(byte[] bytes) {
        for (byte octet : bytes) {
            if (octet >= 0 && octet < 0x20 && octet != '\n' && octet != '\r' && octet != '\t') {
                return null;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }
}
