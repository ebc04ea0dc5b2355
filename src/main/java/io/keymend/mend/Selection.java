package io.keymend.mend;

import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;

/// Which rows of a column are meant.
public sealed interface Selection {
    /// The rows whose value is a KMS blob of this fingerprint in this encoding.
    record Fingerprinted(Fingerprint fingerprint, Encoding encoding) implements Selection {}

    /// Every row whose value is not NULL: for a column of envelopes, in which a database cannot
    /// find the blob. Only for [Action.Resealing], which reads each value and leaves what is not
    /// sealed by its source key.
    record NotNull() implements Selection {}
}
