package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// What Kubernetes sealed through a KMS plugin, as etcd or kine keeps it: a prefix with the
/// plugin's name, then bytes.
///
/// The AWS plugin puts the character `1` before its blob.
final class Kubernetes {
    static final String PREFIX = "k8s:enc:kms:v";
    private static final int LONGEST_NAME = 300;
    private static final int KEY_ID = 2;
    private static final int DATA_KEY = 3;

    private Kubernetes() {}

    /// Null where the bytes do not begin so.
    static @Nullable ValueReading read(byte[] bytes) {
        int version = PREFIX.length();
        if (!Bytes.startsWith(bytes, PREFIX) || bytes.length < version + 2) {
            return null;
        }
        int start = afterName(bytes, version + 2);
        return switch (bytes[version]) {
            case '1' -> first(bytes, start);
            case '2' -> second(bytes, start);
            default -> reading(List.of(), Structure.UNKNOWN);
        };
    }

    private static int afterName(byte[] bytes, int from) {
        for (int i = from; i < Math.min(bytes.length, from + LONGEST_NAME); i++) {
            if (bytes[i] == ':') {
                return i + 1;
            }
        }
        return bytes.length;
    }

    /// The wrapped key behind its length of two bytes, then the sealed resource.
    private static ValueReading first(byte[] bytes, int start) {
        Cursor cursor = new Cursor(bytes, start, bytes.length);
        int length = cursor.u16();
        int key = cursor.skip(length);
        if (!cursor.failed() && length > 0) {
            return wrapped(bytes, key, length, null);
        }
        return wrapped(bytes, start, bytes.length - start, null);
    }

    private static ValueReading second(byte[] bytes, int start) {
        Protobuf fields = new Protobuf(bytes, start, bytes.length);
        String label = null;
        int key = -1;
        int length = 0;
        while (fields.next()) {
            if (fields.field() == KEY_ID && fields.start() >= 0) {
                label = new String(bytes, fields.start(), fields.length(), StandardCharsets.UTF_8);
            }
            if (fields.field() == DATA_KEY && fields.start() >= 0) {
                key = fields.start();
                length = fields.length();
            }
        }
        if (!fields.whole() || key < 0) {
            return reading(List.of(), new Structure.Damaged("its protobuf is not whole"));
        }
        return wrapped(bytes, key, length, label);
    }

    private static ValueReading wrapped(byte[] bytes, int at, int length, @Nullable String label) {
        boolean marked = length > 1 && bytes[at] == '1';
        int start = marked ? at + 1 : at;
        int size = marked ? length - 1 : length;
        return switch (KmsBlob.parse(bytes, start, start + size)) {
            case KmsBlob.Parsed.Blob(var blob) -> {
                Seal seal = Seal.blob(blob, new Place(start, size, 0, size));
                yield reading(
                        List.of(label == null ? seal : seal.labelled(label)), Structure.WHOLE);
            }
            case KmsBlob.Parsed.NotKms() ->
                    reading(
                            List.of(),
                            new Structure.NotKms("its data key was wrapped by no AWS KMS key"));
            case KmsBlob.Parsed.Damaged(var why) ->
                    reading(List.of(), new Structure.Damaged("its data key: " + why));
        };
    }

    private static ValueReading reading(List<Seal> seals, Structure structure) {
        return new ValueReading(Format.KUBERNETES, Storage.BYTES, seals, List.of(), structure);
    }
}
