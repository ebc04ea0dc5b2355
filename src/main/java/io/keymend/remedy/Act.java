package io.keymend.remedy;

/// What a remedy does.
public enum Act {
    /// Lets a role use a key.
    GIVE_ACCESS,
    /// Makes a key usable again.
    BRING_BACK,
    /// Sets right what was asked for wrongly.
    CORRECT,
    /// Seals values again under the current key.
    RESEAL,
    /// Takes a way out that the product's vendor documents.
    VENDOR,
    /// Finds out more before anything is changed.
    INVESTIGATE,
    /// Removes rows, each kept in a journal first.
    PURGE,
    /// Removes rows for good.
    DELETE;

    /// Whether rows go.
    public boolean deletes() {
        return this == PURGE || this == DELETE;
    }
}
