package io.keymend.aws.tables;

import io.keymend.evidence.RowKey;
import io.keymend.seal.Format;
import io.keymend.seal.Seal;
import io.keymend.seal.SealReader;
import io.keymend.seal.SealedValue;
import io.keymend.seal.ValueReading;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.rdsdata.model.Field;

import java.util.Optional;

/// The beginning of one stored value. Nothing prints it.
///
/// @param length of the whole value, in bytes
/// @param token in a text that is longer than what was read: its first part that looks like a blob
record StoredValue(Field beginning, long length, @Nullable String token, RowKey key) {
    /// What a value is, and the part of it that says so.
    record Read(ValueReading value, Field part) {
        /// The blob behind one of its seals.
        Optional<SealedValue> blob(Seal seal) {
            return part.blobValue() == null
                    ? SealedValue.in(part.stringValue(), seal)
                    : SealedValue.in(part.blobValue().asByteArray(), seal);
        }

        @Override
        public String toString() {
            return "Read[" + value + "]";
        }
    }

    /// What the value is. A longer one that hides its seal beyond its beginning is read by the part
    /// that looks like a blob.
    Read read() {
        ValueReading read =
                beginning.blobValue() == null
                        ? SealReader.read(beginning.stringValue())
                        : SealReader.read(beginning.blobValue().asByteArray());
        if (token == null) {
            return new Read(read, beginning);
        }
        if (!read.seals().isEmpty()) {
            return new Read(ofWhole(read), beginning);
        }
        ValueReading found = SealReader.read(token);
        return found.seals().isEmpty()
                ? new Read(read, beginning)
                : new Read(ofWhole(found), Field.fromStringValue(token));
    }

    /// The same as a reading of the whole text: a document that is cut off is known by how it
    /// begins, and what is only a part of a text is no blob alone.
    private ValueReading ofWhole(ValueReading part) {
        String text = beginning.stringValue();
        boolean document = text.startsWith("{") || text.startsWith("[");
        boolean loose = part.format() == Format.DELIMITED || part.format() == Format.KMS_BLOB;
        return loose
                ? new ValueReading(
                        document ? Format.JSON_ENVELOPE : Format.DELIMITED,
                        part.storage(),
                        part.seals(),
                        part.providers(),
                        part.structure())
                : part;
    }

    /// Roughly how many bytes it takes in an answer.
    long size() {
        long read =
                beginning.blobValue() == null
                        ? beginning.stringValue().length()
                        : beginning.blobValue().asByteArrayUnsafe().length * 4L / 3;
        return read + (token == null ? 0 : token.length()) + 100;
    }

    @Override
    public String toString() {
        return "StoredValue[" + length + " bytes of " + key + "]";
    }
}
