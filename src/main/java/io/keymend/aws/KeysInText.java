package io.keymend.aws;

import java.util.List;
import java.util.Optional;

/// The keys in one secret's text.
///
/// @param keys those of the place, the active one of a registry first
/// @param files the names of the files that a registry has further keys in
/// @param odd what keeps something from being read
record KeysInText(List<Key> keys, List<String> files, Optional<String> odd) {
    KeysInText {
        keys = List.copyOf(keys);
        files = List.copyOf(files);
    }

    static KeysInText of(Key key) {
        return new KeysInText(List.of(key), List.of(), Optional.empty());
    }

    static KeysInText none(String odd) {
        return new KeysInText(List.of(), List.of(), Optional.of(odd));
    }

    /// What a key of the text is for.
    enum Use {
        /// Of a registry: what new values are sealed with.
        ACTIVE,
        /// What rows are opened with.
        ROWS,
        /// What seals the row of table `option`, and nothing else.
        OPTION
    }

    /// One key as it stands there.
    ///
    /// @param label where in the text, empty where the place says it all; never the key
    record Key(String label, Use use, byte[] text) {
        /// Without the key.
        @Override
        public String toString() {
            return "Key[" + label + ", " + use + "]";
        }
    }
}
