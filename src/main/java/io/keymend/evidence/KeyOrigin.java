package io.keymend.evidence;

/// Where a key's material comes from, which decides how it can come back
/// (docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html).
public enum KeyOrigin {
    /// KMS made it and alone has it.
    AWS_KMS,
    /// Somebody imported it, and can import it again.
    EXTERNAL,
    /// It lies in a CloudHSM cluster behind a custom key store.
    AWS_CLOUDHSM,
    /// It lies in a key manager outside AWS behind an external key store.
    EXTERNAL_KEY_STORE,
    /// KMS said something else, or nothing.
    UNKNOWN
}
