package io.keymend.profile;

import java.util.Map;
import java.util.Optional;

/// One place where a product keeps sealed values.
///
/// @param column absent where the product's columns are not public: every sealed column found in
///   the table is meant
/// @param meaning what the values are for, in a few words
/// @param ifDeleted what becomes of the product when a row goes
/// @param context the encryption context the product seals with; absent where it is not known,
///   empty where it is known that there is none
/// @param emptyState what the product itself writes where there is no value; absent where the
///   column must never be reset
public record SealedLocation(
        String table,
        Optional<String> column,
        String meaning,
        IfDeleted ifDeleted,
        String warning,
        Optional<Map<String, String>> context,
        Optional<EmptyState> emptyState) {
    public SealedLocation {
        context = context.map(Map::copyOf);
    }

    /// A place whose context is not known, and that must never be reset.
    public SealedLocation(
            String table,
            Optional<String> column,
            String meaning,
            IfDeleted ifDeleted,
            String warning) {
        this(table, column, meaning, ifDeleted, warning, Optional.empty(), Optional.empty());
    }

    /// A column's empty state.
    ///
    /// @param literal the text of it; absent means NULL
    public record EmptyState(Optional<String> literal) {}

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
