package io.keymend.aead;

import java.util.List;

/// What a value opened to, as a shape and never its text.
public sealed interface Content {
    /// Bytes that are used as they are.
    record Text(boolean empty) implements Content {}

    /// A JSON object of the type's fields.
    ///
    /// @param missing fields that are not there or null: Go leaves them empty without a word
    /// @param empty fields that are there and empty
    record Fields(List<String> missing, List<String> empty) implements Content {
        public Fields {
            missing = List.copyOf(missing);
            empty = List.copyOf(empty);
        }
    }
}
