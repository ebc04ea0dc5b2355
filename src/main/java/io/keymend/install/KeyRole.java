package io.keymend.install;

/// What an install uses a key for.
public enum KeyRole {
    /// Seals values in the product's database.
    DATA,
    /// Signs tokens; it seals nothing.
    SIGNING,
    /// Seals AWS resources such as secrets, buckets and the database's storage.
    MASTER
}
