package io.keymend.aead;

/// Where a key was found.
public enum Origin {
    /// The environment variable, or the secret it is filled from.
    ENVIRONMENT,
    /// `access_key_encryption` in a config file.
    CONFIG_FILE,
    /// The registry of keys with ids.
    KEY_FILE,
    /// Another version or stage of a secret, or another secret.
    KEPT,
    /// Another key's text, put right.
    REPAIR,
    /// Published with the product: known to everybody.
    PUBLIC
}
