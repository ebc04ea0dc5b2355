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

    /// What came of asking a key for its own fingerprint.
    sealed interface Own {
        record Known(Fingerprint fingerprint) implements Own {}

        /// The key answered, and no fingerprint could be read from its answer.
        record Unknown(String why) implements Own {}

        /// The key cannot be asked for it: it is refused, not enabled, or gone.
        record Unaskable(String why) implements Own {}

        /// KMS gave no answer at all, however often it was asked.
        record Unanswered(String why) implements Own {}
    }

    /// What KMS says of a value and the key named for it.
    sealed interface Answer {
        /// This key sealed it, and opens it.
        record Yes() implements Answer {}

        /// Another key sealed it.
        record No() implements Answer {}

        /// Nothing is decided about this value: its context is not known, or it is damaged. The key
        /// may still answer for others.
        record Undecided(String why) implements Answer {}

        /// The key cannot be asked about any value: it is refused, not enabled, or gone.
        record Unaskable(String why) implements Answer {}

        /// KMS gave no answer at all, however often it was asked: it throttles or cannot be
        /// reached. No key of the Region will do better.
        record Unanswered(String why) implements Answer {}
    }
}
