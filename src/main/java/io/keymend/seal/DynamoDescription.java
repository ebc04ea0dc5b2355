package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// `*amzn-ddb-map-desc*` of the former DynamoDB encryption client: a version of four zero bytes,
/// then names and values behind their lengths. The blob is base64 text in one of the values.
final class DynamoDescription {
    private static final String DATA_KEY = "amzn-ddb-env-key";

    private DynamoDescription() {}

    /// Null where the bytes are none.
    static @Nullable ValueReading read(byte[] bytes) {
        Cursor cursor = new Cursor(bytes, 0, bytes.length);
        if (bytes.length < 12 || cursor.u32() != 0) {
            return null;
        }
        ValueReading found = null;
        boolean names = false;
        while (!cursor.failed() && cursor.left() > 0) {
            String name = text(bytes, cursor);
            int before = cursor.at() + 4;
            String value = text(bytes, cursor);
            names |= name.startsWith("amzn-ddb-");
            if (name.equals(DATA_KEY) && found == null) {
                found = value(value, before);
            }
        }
        return names && cursor.atEnd() && found != null ? found : null;
    }

    private static @Nullable ValueReading value(String value, int start) {
        ValueReading inner = KmsText.read(value);
        return inner == null
                ? null
                : new ValueReading(
                        Format.DYNAMODB_DESCRIPTION,
                        Storage.BYTES,
                        List.of(
                                inner.seals()
                                        .getFirst()
                                        .movedTo(inner.seals().getFirst().place().in(start))),
                        List.of(),
                        Structure.WHOLE);
    }

    private static String text(byte[] bytes, Cursor cursor) {
        long length = cursor.u32();
        int start = cursor.skip(length);
        return cursor.failed()
                ? ""
                : new String(bytes, start, (int) length, StandardCharsets.UTF_8);
    }
}
