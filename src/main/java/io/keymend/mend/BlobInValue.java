package io.keymend.mend;

import io.keymend.seal.Format;
import io.keymend.seal.Seal;
import io.keymend.seal.SealReader;
import io.keymend.seal.Storage;
import io.keymend.seal.Structure;
import io.keymend.seal.ValueReading;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Function;

/// The one KMS blob in a stored value, and how the value looks with another blob in its place.
///
/// Only formats are taken in which nothing else is bound to the blob: a blob alone, Tink's
/// envelope, Spring's `{cipher}` and the data key of `kms_encrypted`. The header of an Encryption
/// SDK message and of a database item is authenticated with the blob in it; SOPS, HashiCorp's
/// BlobInfo, MongoDB and Kubernetes keep the key's name beside the blob and have rotation commands
/// of their own; of other envelopes nobody knows what they bind.
public final class BlobInValue {
    private static final Set<Format> REPLACEABLE =
            Set.of(Format.KMS_BLOB, Format.TINK, Format.SPRING, Format.KMS_ENCRYPTED);

    private final byte[] blob;
    private final Function<byte[], StoredValue> replace;

    private BlobInValue(byte[] blob, Function<byte[], StoredValue> replace) {
        this.blob = blob;
        this.replace = replace;
    }

    /// A blob that can be replaced, or why none can.
    public sealed interface Found {
        record Replaceable(BlobInValue blob) implements Found {}

        record Fixed(String why) implements Found {}
    }

    /// Whether values of this format may get another blob.
    public static boolean isReplaceable(Format format) {
        return REPLACEABLE.contains(format);
    }

    /// A copy of the blob.
    public byte[] blob() {
        return blob.clone();
    }

    /// The value with this blob in place of its own, written down in the very same form.
    public StoredValue with(byte[] other) {
        return replace.apply(other);
    }

    @Override
    public String toString() {
        return "BlobInValue[" + blob.length + " bytes]";
    }

    /// Looks for the blob.
    public static Found in(StoredValue value) {
        return switch (value) {
            case StoredValue.Text(var text) -> inText(text, StoredValue.Text::new);
            case StoredValue.Bytes bytes -> inBytes(bytes.value());
        };
    }

    private static Found inBytes(byte[] value) {
        ValueReading reading = SealReader.read(value);
        if (reading.storage().form() == Storage.Form.BYTES) {
            String fixed = whyFixed(reading);
            return fixed.isEmpty()
                    ? replaceable(reading.format(), value, StoredValue.Bytes::new)
                    : new Found.Fixed(fixed);
        }
        String text = new String(value, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), value)
                ? inText(text, next -> new StoredValue.Bytes(next.getBytes(StandardCharsets.UTF_8)))
                : new Found.Fixed("it is neither a blob nor text");
    }

    private static Found inText(String text, Function<String, StoredValue> stored) {
        ValueReading reading = SealReader.read(text);
        String fixed = whyFixed(reading);
        if (!fixed.isEmpty()) {
            return new Found.Fixed(fixed);
        }
        int from = reading.seals().getFirst().place().offset();
        int to = text.stripTrailing().length();
        Code code = Code.of(text.substring(from, to));
        return code == null
                ? new Found.Fixed("its encoding cannot be written again as it is")
                : replaceable(
                        reading.format(),
                        code.decode(text.substring(from, to)),
                        next ->
                                stored.apply(
                                        text.substring(0, from)
                                                + code.encode(next)
                                                + text.substring(to)));
    }

    private static Found replaceable(
            Format format, byte[] inner, Function<byte[], StoredValue> stored) {
        if (format != Format.TINK) {
            return new Found.Replaceable(new BlobInValue(inner, stored));
        }
        int end = 4 + ByteBuffer.wrap(inner).getInt();
        return new Found.Replaceable(
                new BlobInValue(
                        Arrays.copyOfRange(inner, 4, end),
                        blob ->
                                stored.apply(
                                        ByteBuffer.allocate(4 + blob.length + inner.length - end)
                                                .putInt(blob.length)
                                                .put(blob)
                                                .put(inner, end, inner.length - end)
                                                .array())));
    }

    /// Empty where its blob can be replaced.
    private static String whyFixed(ValueReading reading) {
        if (!isReplaceable(reading.format())) {
            return "a value of the format " + reading.format() + " cannot get another blob";
        }
        if (!(reading.structure() instanceof Structure.Whole) || reading.seals().size() != 1) {
            return "it is not one whole blob";
        }
        Seal seal = reading.seals().getFirst();
        boolean named = reading.format() == Format.SPRING && seal.label() != null;
        return named ? "it names its key beside the blob" : "";
    }

    /// How bytes are written as text, so exactly that decoding and encoding is the identity.
    private enum Code {
        HEX_LOWER,
        HEX_UPPER,
        BASE64,
        BASE64_BARE,
        BASE64URL,
        BASE64URL_BARE;

        /// Null where none gives the text again.
        static @org.jspecify.annotations.Nullable Code of(String text) {
            for (Code code : values()) {
                if (code.reproduces(text)) {
                    return code;
                }
            }
            return null;
        }

        private boolean reproduces(String text) {
            try {
                return encode(decode(text)).equals(text);
            } catch (IllegalArgumentException _) {
                return false;
            }
        }

        byte[] decode(String text) {
            return switch (this) {
                case HEX_LOWER, HEX_UPPER -> HexFormat.of().parseHex(text);
                case BASE64, BASE64_BARE -> Base64.getDecoder().decode(text);
                case BASE64URL, BASE64URL_BARE -> Base64.getUrlDecoder().decode(text);
            };
        }

        String encode(byte[] bytes) {
            return switch (this) {
                case HEX_LOWER -> HexFormat.of().formatHex(bytes);
                case HEX_UPPER -> HexFormat.of().withUpperCase().formatHex(bytes);
                case BASE64 -> Base64.getEncoder().encodeToString(bytes);
                case BASE64_BARE -> Base64.getEncoder().withoutPadding().encodeToString(bytes);
                case BASE64URL -> Base64.getUrlEncoder().encodeToString(bytes);
                case BASE64URL_BARE ->
                        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            };
        }
    }
}
