package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The encrypted data keys in the header of an Encryption SDK message or a database item.
///
/// Any one of them that can be opened opens the value.
final class DataKeys {
    /// Where the KMS blob begins in a data key of the Database Encryption SDK.
    static final int DATABASE_WRAP = 48;

    private final List<Seal> seals = new ArrayList<>();
    private final List<String> providers = new ArrayList<>();
    private @Nullable String damage;

    List<Seal> seals() {
        return seals;
    }

    List<String> providers() {
        return providers;
    }

    /// Why one of them is not whole; null where all are.
    @Nullable String damage() {
        return damage;
    }

    /// Reads the keys; the cursor has failed where they do not fit.
    static DataKeys read(byte[] bytes, Cursor cursor, int count) {
        DataKeys keys = new DataKeys();
        for (int i = 0; i < count && !cursor.failed(); i++) {
            String provider = cursor.text16();
            int infoLength = cursor.u16();
            int info = cursor.skip(infoLength);
            int length = cursor.u16();
            int start = cursor.skip(length);
            if (!cursor.failed() && keys.seals.size() < ValueReading.MOST_SEALS) {
                keys.add(bytes, provider, info, infoLength, start, length);
            }
        }
        return keys;
    }

    private void add(byte[] bytes, String provider, int info, int infoLength, int at, int length) {
        providers.add(provider);
        Place place = new Place(at, length, 0, length);
        String text = new String(bytes, info, infoLength, StandardCharsets.UTF_8);
        seals.add(
                switch (provider) {
                    case "aws-kms" -> kms(bytes, text, place);
                    case "aws-kms-rsa" -> named(text, provider, place, null);
                    case "aws-kms-hierarchy" -> claimed(text, provider, place);
                    case "aws-kms-ecdh" -> claimed(null, provider, place);
                    default -> claimed(rawName(bytes, info, infoLength), provider, place);
                });
    }

    private Seal kms(byte[] bytes, String info, Place place) {
        int to = place.offset() + place.size();
        KmsBlob.Parsed plain = KmsBlob.parse(bytes, place.offset(), to);
        KmsBlob.Parsed parsed =
                plain instanceof KmsBlob.Parsed.NotKms && place.size() > DATABASE_WRAP
                        ? KmsBlob.parse(bytes, place.offset() + DATABASE_WRAP, to)
                        : plain;
        return switch (parsed) {
            case KmsBlob.Parsed.Blob(var blob) -> named(info, "aws-kms", place, blob);
            case KmsBlob.Parsed.NotKms() -> named(info, "aws-kms", place, null);
            case KmsBlob.Parsed.Damaged(var why) -> {
                damage = "data key " + providers.size() + ": " + why;
                yield named(info, "aws-kms", place, null);
            }
        };
    }

    private static Seal named(String info, String provider, Place place, @Nullable KmsBlob blob) {
        return info.startsWith("arn:")
                ? new Seal(
                        Seal.Basis.ARN_IN_CLEAR,
                        Seal.Certainty.EXACT,
                        blob,
                        info,
                        null,
                        provider,
                        place)
                : new Seal(
                        blob == null ? Seal.Basis.LABEL : Seal.Basis.FINGERPRINT,
                        blob == null ? Seal.Certainty.INFERRED : Seal.Certainty.EXACT,
                        blob,
                        null,
                        info,
                        provider,
                        place);
    }

    private static Seal claimed(@Nullable String label, String provider, Place place) {
        return new Seal(
                Seal.Basis.LABEL, Seal.Certainty.INFERRED, null, null, label, provider, place);
    }

    /// A raw AES keyring puts tag length, nonce length and nonce behind the key's name.
    private static String rawName(byte[] bytes, int info, int length) {
        int name = length - 20;
        boolean aes = name >= 0 && new Cursor(bytes, info + name, info + length).u32() == 128;
        return new String(bytes, info, aes ? name : length, StandardCharsets.UTF_8);
    }
}
