package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HexFormat;

/// The DER part of a KMS blob before its content: CMS encrypted data under AES-256-GCM.
///
/// DER writes each length in one way only, so a part of a given length can have one form: all of it
/// but the nonce and the content is known beforehand.
final class KmsDer {
    /// Content is this much longer than the plaintext.
    static final int CONTENT_OVERHEAD = 27;

    /// The most AWS lets a ciphertext have.
    static final int LONGEST = 6_144;

    static final int IV = 12;

    private static final byte[] ENCRYPTED_DATA = hex("06092a864886f70d010706");
    private static final byte[] DATA = hex("06092a864886f70d010701");
    private static final byte[] AES_256_GCM = hex("060960864801650304012e");
    private static final byte[] TAG_LENGTH = hex("020110");
    private static final byte[] VERSION = hex("020100");
    private static final int KEPT = 400;
    private static final @Nullable KmsDer[] KNOWN = new @Nullable KmsDer[KEPT];

    private final byte[] prefix;
    private final int iv;

    private KmsDer(byte[] prefix, int content) {
        this.prefix = prefix;
        this.iv = prefix.length - 1 - lengthOctets(content) - TAG_LENGTH.length - IV;
    }

    /// The form of a part of this length, its nonce zero; null where no part has it.
    static @Nullable KmsDer ofLength(int length) {
        if (length < 0 || length >= KEPT) {
            return build(length);
        }
        KmsDer known = KNOWN[length];
        if (known == null) {
            known = build(length);
            KNOWN[length] = known;
        }
        return known;
    }

    /// What comes before the content.
    byte[] prefix() {
        return prefix;
    }

    /// Where the nonce begins.
    int iv() {
        return iv;
    }

    /// Whether the bytes from here have this form.
    boolean matches(byte[] bytes, int from) {
        int after = iv + IV;
        return Arrays.equals(bytes, from, from + iv, prefix, 0, iv)
                && Arrays.equals(
                        bytes, from + after, from + prefix.length, prefix, after, prefix.length);
    }

    private static @Nullable KmsDer build(int length) {
        if (length > LONGEST) {
            return null;
        }
        int shortest = prefix(0).length;
        for (int longer = 0; longer < 16; longer++) {
            int content = length - shortest - longer;
            if (content < CONTENT_OVERHEAD) {
                return null;
            }
            byte[] prefix = prefix(content);
            if (prefix.length == shortest + longer) {
                return new KmsDer(prefix, content);
            }
        }
        return null;
    }

    private static byte[] prefix(int content) {
        byte[] parameters = wrap(0x30, 0, new byte[] {4, IV}, new byte[IV], TAG_LENGTH);
        byte[] algorithm = wrap(0x30, 0, AES_256_GCM, parameters);
        byte[] tail = header(0x80, content);
        byte[] info = wrap(0x30, content, DATA, algorithm, tail);
        byte[] data = wrap(0x30, content, VERSION, info);
        return wrap(0x30, content, ENCRYPTED_DATA, wrap(0xa0, content, data));
    }

    /// @param more how many bytes will follow the parts and belong to them
    private static byte[] wrap(int tag, int more, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] header = header(tag, length + more);
        byte[] all = Arrays.copyOf(header, header.length + length);
        int at = header.length;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static byte[] header(int tag, int length) {
        return switch (lengthOctets(length)) {
            case 1 -> new byte[] {(byte) tag, (byte) length};
            case 2 -> new byte[] {(byte) tag, (byte) 0x81, (byte) length};
            default -> new byte[] {(byte) tag, (byte) 0x82, (byte) (length >>> 8), (byte) length};
        };
    }

    private static int lengthOctets(int length) {
        if (length < 0x80) {
            return 1;
        }
        return length < 0x100 ? 2 : 3;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
