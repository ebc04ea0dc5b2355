package io.keymend.profile;

import java.util.Optional;

/// One place where a product keeps sealed values.
///
/// @param column absent where the product's columns are not public: every sealed column found in
///   the table is meant
/// @param meaning what the values are for, in a few words
/// @param ifDeleted what becomes of the product when a row goes
public record SealedLocation(
        String table,
        Optional<String> column,
        String meaning,
        IfDeleted ifDeleted,
        String warning) {
    /// What becomes of the product when a row of this place is deleted.
    public enum IfDeleted {
        /// The product makes the row anew by itself, with default content.
        RECREATED,
        /// The row's content is lost and has to be entered again.
        LOST,
        /// Other data hangs on the row: it must never be deleted.
        FORBIDDEN
    }
}
