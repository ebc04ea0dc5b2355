package io.keymend.aead;

/// Why a row ends where it does, with all known keys at hand.
public sealed interface Cause {
    /// No key comes into it: kept elsewhere, empty, expired, or a private key in clear.
    record NoKeyAsked() implements Cause {}

    /// A key in use opens it.
    record InUse(KeyRef key) implements Cause {}

    /// No key is set, and it was written so.
    record AsWritten() implements Cause {}

    /// A key opens it that is not in use.
    record OtherKey(KeyRef key) implements Cause {}

    /// It was written while no key was set, and one is set now.
    record Unencrypted() implements Cause {}

    /// It is no longer what was stored, whatever the key.
    record Damaged() implements Cause {}

    /// This key sealed it, and it was changed since.
    record DamagedUnder(KeyRef key) implements Cause {}

    /// No key at hand opens it: the key is lost, or the value damaged.
    ///
    /// @param keyId the lost key's id where the value names it, else empty
    record Unopened(String keyId) implements Cause {}
}
