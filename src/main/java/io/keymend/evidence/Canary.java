package io.keymend.evidence;

import io.keymend.seal.Fingerprint;

/// Whether the current key opened a value of its own in this very run. Without that, a value that
/// does not open says nothing about the value.
public sealed interface Canary {
    /// It did.
    ///
    /// @param own the value's fingerprint
    record Passed(Fingerprint own) implements Canary {}

    /// KMS says that the key does not open what it just made, or makes nothing.
    record Failed(String why) implements Canary {}

    /// Nobody asked, or KMS did not answer the question.
    ///
    /// @param silent whether KMS gave no answer at all: no other key of the Region is worth asking
    record NotRun(String why, boolean silent) implements Canary {
        public NotRun(String why) {
            this(why, false);
        }
    }
}
