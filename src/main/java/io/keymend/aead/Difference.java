package io.keymend.aead;

/// What stands between the key in use and the right one.
public enum Difference {
    /// No key is set, or an empty variable hides it.
    NOT_SET,
    /// The right key is the text in use put right.
    MISWRITTEN,
    /// What is set is no key.
    UNUSABLE,
    /// The key of a config file that never sealed a row; the variable that did is not set.
    DECOY,
    /// Another key is set.
    REPLACED
}
