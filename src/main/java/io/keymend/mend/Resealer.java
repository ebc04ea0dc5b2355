package io.keymend.mend;

/// Puts one sealed value under another key. No plaintext leaves the place that holds the keys.
public interface Resealer {
    /// Re-seals a value in the very form it is stored in.
    ///
    /// @return never an exception for what one value is: the next may well do
    Answer reseal(Action.Resealing keys, StoredValue value);

    /// What came of it.
    sealed interface Answer {
        /// The value as it is to be stored.
        record Resealed(StoredValue value) implements Answer {}

        /// The destination key seals it already.
        record Already() implements Answer {}

        /// It stays as it is.
        ///
        /// @param why without any value
        record Left(String why) implements Answer {}

        /// The keys cannot be used at all: every other value would fare the same.
        ///
        /// @param why without any value
        record Stopped(String why) implements Answer {}
    }
}
