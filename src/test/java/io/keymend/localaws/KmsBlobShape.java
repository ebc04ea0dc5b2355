package io.keymend.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// The structure of a blob with its free bytes masked: two blobs of one shape differ in nothing but
/// fingerprint, nonce, IV and content. Reads strictly: a wrong constant, a length in a long form
/// where a short one does, or a byte left over fails the test.
final class KmsBlobShape {
    private static final int MASKED_FROM = 5;

    private KmsBlobShape() {}

    static String of(byte[] blob) {
        int header = blob[1] == 1 ? 37 : 54;
        int derLength = ByteBuffer.wrap(blob).getInt(header);
        byte[] der = Arrays.copyOfRange(blob, header + 4, blob.length);
        assertThat(der).hasSize(derLength);
        String start = HexFormat.of().formatHex(blob, 0, MASKED_FROM);
        String after = blob[1] == 1 ? "" : " " + HexFormat.of().formatHex(blob, 37, 38) + " [16]";
        return start + " [32]" + after + " " + derLength + walk(ByteBuffer.wrap(der));
    }

    /// Every tag with its length; objects and integers with their bytes.
    private static String walk(ByteBuffer der) {
        StringBuilder shape = new StringBuilder();
        while (der.hasRemaining()) {
            int tag = der.get() & 0xff;
            int length = length(der);
            byte[] value = new byte[length];
            der.get(value);
            shape.append(" %02x:%d".formatted(tag, length));
            switch (tag) {
                case 0x30, 0xa0 ->
                        shape.append('{').append(walk(ByteBuffer.wrap(value))).append(" }");
                case 0x06, 0x02 -> shape.append('=').append(HexFormat.of().formatHex(value));
                case 0x04, 0x80 -> shape.append("[masked]");
                default -> throw new AssertionError("tag %02x in a blob".formatted(tag));
            }
        }
        return shape.toString();
    }

    private static int length(ByteBuffer der) {
        int first = der.get() & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int octet = 0; octet < (first & 0x7f); octet++) {
            length = (length << 8) | (der.get() & 0xff);
        }
        assertThat(length).as("long form only where needed").isGreaterThanOrEqualTo(0x80);
        assertThat(first & 0x7f).isEqualTo(length < 0x100 ? 1 : 2);
        return length;
    }
}
