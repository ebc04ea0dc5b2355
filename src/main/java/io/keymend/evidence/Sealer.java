package io.keymend.evidence;

import io.keymend.denial.KeyArn;

/// Whose key sealed a group of rows, and how that is known.
public sealed interface Sealer {
    /// The current install's key; these rows are fine.
    record Current(KeyArn key, Proof proof) implements Sealer {}

    /// Another key that is on record.
    record Other(KeyArn key, Proof proof) implements Sealer {}

    /// Not the current key: KMS said so. Which other key it is nobody said, or was asked.
    record Foreign(String why) implements Sealer {}

    /// Nothing decided it. Such rows are never counted as stale.
    record Unresolved(String why) implements Sealer {}

    /// How a sealer is known.
    enum Proof {
        /// The key made a fresh blob with the same fingerprint.
        FINGERPRINT,
        /// KMS opened a value of the same fingerprint with the key.
        PROBE,
        /// The key was seen to make this fingerprint while KMS still knew it.
        RECORDED,
        /// An inference and no proof: KMS says it is not the current key, and all other keys on
        /// record but this one, which cannot be asked, say that it is not theirs.
        ELIMINATION;

        /// Whether the key itself showed it in this very run.
        boolean isSeenNow() {
            return this == FINGERPRINT || this == PROBE;
        }

        /// Whether it is more than an inference.
        public boolean isPositive() {
            return this != ELIMINATION;
        }
    }
}
