package io.keymend.localaws;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The CMS encryptedData structure at the end of a blob, in DER.
final class KmsDer {
    private static final byte[] ENCRYPTED_DATA = hex("06092a864886f70d010706");
    private static final byte[] VERSION_0 = hex("020100");
    private static final byte[] DATA = hex("06092a864886f70d010701");
    private static final byte[] AES_256_GCM = hex("060960864801650304012e");
    private static final byte[] TAG_OF_16 = hex("020110");
    private static final int IV = 12;

    private final byte[] iv;
    private final byte[] content;

    private KmsDer(byte[] iv, byte[] content) {
        this.iv = iv;
        this.content = content;
    }

    byte[] iv() {
        return iv;
    }

    byte[] content() {
        return content;
    }

    static byte[] write(byte[] iv, byte[] content) {
        byte[] parameters = tlv(0x30, tlv(0x04, iv), TAG_OF_16);
        byte[] algorithm = tlv(0x30, AES_256_GCM, parameters);
        byte[] inner = tlv(0x30, DATA, algorithm, tlv(0x80, content));
        return tlv(0x30, ENCRYPTED_DATA, tlv(0xa0, tlv(0x30, VERSION_0, inner)));
    }

    /// Accepts what [#write] writes and not one byte else: it finds iv and content by length, and
    /// writes again to compare.
    static Optional<KmsDer> read(byte[] der) {
        // With short lengths 67 bytes precede the content; each length gone long adds up to two.
        for (int start = 67; start <= 67 + 2 * 5 && start <= der.length; start++) {
            byte[] content = Arrays.copyOfRange(der, start, der.length);
            int lengthOctets = tlv(0x80, content).length - content.length - 1;
            int ivEnd = start - lengthOctets - 1 - TAG_OF_16.length;
            byte[] iv = Arrays.copyOfRange(der, ivEnd - IV, ivEnd);
            if (Arrays.equals(write(iv, content), der)) {
                return Optional.of(new KmsDer(iv, content));
            }
        }
        return Optional.empty();
    }

    private static byte[] tlv(int tag, byte[]... values) {
        byte[] value = KmsBlob.concat(values);
        return KmsBlob.concat(new byte[] {(byte) tag}, length(value.length), value);
    }

    private static byte[] length(int length) {
        if (length < 0x80) {
            return new byte[] {(byte) length};
        }
        return length < 0x100
                ? new byte[] {(byte) 0x81, (byte) length}
                : new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length};
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
