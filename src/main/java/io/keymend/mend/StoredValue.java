package io.keymend.mend;

/// One sealed value on its way from a column to a key and back. Nothing prints it.
public sealed interface StoredValue {
    /// A value of a text column.
    record Text(String value) implements StoredValue {
        @Override
        public String toString() {
            return "Text[" + value.length() + " characters]";
        }
    }

    /// A value of a binary column.
    final class Bytes implements StoredValue {
        private final byte[] value;

        public Bytes(byte[] value) {
            this.value = value.clone();
        }

        /// A copy of the bytes.
        public byte[] value() {
            return value.clone();
        }

        @Override
        public String toString() {
            return "Bytes[" + value.length + "]";
        }
    }
}
