package io.keymend.aws.secrets;

import java.util.List;
import java.util.Optional;

/// The keys in one secret's text.
///
/// @param keys those of the place, the active one of a registry first
/// @param files the names of the files that a registry has further keys in
/// @param odd what keeps something from being read
record KeysInText(List<FoundKey> keys, List<String> files, Optional<String> odd) {
    KeysInText {
        keys = List.copyOf(keys);
        files = List.copyOf(files);
    }

    static KeysInText of(FoundKey key) {
        return new KeysInText(List.of(key), List.of(), Optional.empty());
    }

    static KeysInText none(String odd) {
        return new KeysInText(List.of(), List.of(), Optional.of(odd));
    }
}
