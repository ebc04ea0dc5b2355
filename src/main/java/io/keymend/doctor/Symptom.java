package io.keymend.doctor;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A line of Semaphore's log that says that a secret could not be used. It names no row and no key.
///
/// @param line as it was logged; anybody may have had a hand in it
public record Symptom(Instant at, String logGroup, String line) {
    /// The sentences of Semaphore's versions. The field `error` beside them says something else,
    /// which is wrong.
    private static final List<String> SENTENCES =
            List.of(
                    "cannot decrypt access key",
                    "err_invalid_encryption_key",
                    "illegal base64 data at input byte",
                    "crypto/aes: invalid key size",
                    "cipher: message authentication failed",
                    "ciphertext too short",
                    "secret must be valid json in key",
                    "not found in keyset",
                    "invalid access key type",
                    "access key expired",
                    "jwt: decrypt signing key");

    /// The symptom that a log line is, if it is one, in logfmt, as JSON or bare.
    public static Optional<Symptom> in(Instant at, String logGroup, String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return SENTENCES.stream().anyMatch(lower::contains)
                ? Optional.of(new Symptom(at, logGroup, line))
                : Optional.empty();
    }
}
