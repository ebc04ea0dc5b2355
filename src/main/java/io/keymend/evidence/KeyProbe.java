package io.keymend.evidence;

import io.keymend.denial.KeyArn;
import io.keymend.seal.Fingerprint;
import io.keymend.seal.SealedValue;

/// Asks KMS about keys and seals, without ever receiving a plaintext.
public interface KeyProbe {
    /// The key's state and what else KMS tells of it, asked in the key's own Region.
    KeyReading read(KeyArn key);

    /// Whether the key opens a fresh value of its own now.
    Canary canary(KeyArn key);

    /// The fingerprint of the key's present material.
    Own ownFingerprint(KeyArn key);

    /// Whether this very key sealed the value.
    Answer sealedBy(KeyArn key, SealedValue value);

    /// What a key's own fingerprint is.
    sealed interface Own {
        record Known(Fingerprint fingerprint) implements Own {}

        record Unknown(String why) implements Own {}
    }

    /// What KMS says of a value and the key named for it.
    sealed interface Answer {
        /// This key sealed it, and opens it.
        record Yes() implements Answer {}

        /// Another key sealed it.
        record No() implements Answer {}

        /// KMS's answer decides nothing.
        record Undecided(String why) implements Answer {}
    }
}
