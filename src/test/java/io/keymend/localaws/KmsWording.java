package io.keymend.localaws;

/// How KMS words a refused call that named no key. All three are on record; which one comes is not
/// ours to choose.
public enum KmsWording {
    /// `... on resource: <key ARN> because ...`
    NAMES_KEY,
    /// `... on the resource associated with this ciphertext because ...`
    NAMES_CIPHERTEXT,
    /// `The ciphertext refers to a customer master key that does not exist, ...`
    OLD
}
