package io.keymend.install;

/// How an install came to be on record.
public enum Origin {
    /// Somebody recorded it.
    RECORDED,
    /// Read off the events of its stacks. It points to what is not recorded yet, and is never taken
    /// for the install whose database may be changed.
    DERIVED
}
