package io.keymend.evidence;

import java.time.Instant;
import java.util.Optional;

/// What DescribeKey tells of a key besides its state.
///
/// @param validTo when imported material expires; absent where it does not
/// @param keyStore the custom key store it lies in, by id
/// @param regions absent for a key of one Region
/// @param manager `CUSTOMER`, or `AWS` for a key whose policy nobody can change
/// @param spec such as `SYMMETRIC_DEFAULT`
/// @param usage such as `ENCRYPT_DECRYPT`
public record KeyFacts(
        KeyOrigin origin,
        Optional<Instant> validTo,
        Optional<String> keyStore,
        Optional<KeyRegions> regions,
        String manager,
        String spec,
        String usage) {
    /// A plain customer key, of which KMS told nothing remarkable.
    public static final KeyFacts PLAIN =
            new KeyFacts(
                    KeyOrigin.AWS_KMS,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "CUSTOMER",
                    "SYMMETRIC_DEFAULT",
                    "ENCRYPT_DECRYPT");
}
