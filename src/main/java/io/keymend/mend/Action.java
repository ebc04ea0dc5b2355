package io.keymend.mend;

import io.keymend.denial.KeyArn;

import java.util.Map;
import java.util.Optional;

/// What a mend does to a row.
public sealed interface Action {
    /// Deletes the row.
    record Delete() implements Action {}

    /// Sets the column to the product's own empty state.
    ///
    /// @param literal the text the product's profile gives for it; empty means NULL
    record Reset(Optional<String> literal) implements Action {}

    /// Puts the value under another key. Nothing is lost by it.
    sealed interface Resealing extends Action {}

    /// Puts a value that KMS sealed under another key of KMS.
    ///
    /// @param source the key that must have sealed the value
    /// @param destination the key that seals it afterwards
    /// @param context the encryption context, the same on both sides
    record Reseal(KeyArn source, KeyArn destination, Map<String, String> context)
            implements Resealing {
        public Reseal {
            context = Map.copyOf(context);
        }
    }

    /// Puts a value that the product sealed with a key of its own under another such key.
    ///
    /// @param fromKeyId the id of the key that must have sealed the value, by which nobody learns
    ///   the key
    /// @param toKeyId the id of the key that seals it afterwards
    record SealAgain(String fromKeyId, String toKeyId) implements Resealing {}
}
