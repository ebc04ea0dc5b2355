package io.keymend.aead;

/// What Semaphore has to open rows with.
public enum KeyUse {
    SET,
    /// No variable and no setting, or an empty one: nothing is sealed and nothing opened.
    NOT_SET,
    /// A text that is no key.
    UNUSABLE
}
