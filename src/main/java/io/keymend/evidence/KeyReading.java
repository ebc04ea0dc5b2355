package io.keymend.evidence;

import java.util.Optional;

/// What one DescribeKey told of a key.
///
/// @param facts absent where KMS did not describe the key
public record KeyReading(KeyState state, Optional<KeyFacts> facts) {
    /// A state alone, without facts.
    public static KeyReading of(KeyState state) {
        return new KeyReading(state, Optional.empty());
    }
}
