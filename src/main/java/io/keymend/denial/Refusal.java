package io.keymend.denial;

import java.util.Optional;

/// The errors of kms:Decrypt that can mean a key was lost. None of them proves it.
public enum Refusal {
    ACCESS_DENIED("AccessDenied"),
    DISABLED("Disabled"),
    INVALID_STATE("KMSInvalidState"),
    NOT_FOUND("NotFound");

    private final String prefix;

    Refusal(String prefix) {
        this.prefix = prefix;
    }

    /// CloudTrail drops the `Exception` suffix of some codes and keeps it on others, so a code is
    /// matched by its beginning.
    ///
    /// A VPC endpoint's policy refuses under a code of its own, in network activity events.
    public static Optional<Refusal> of(String errorCode) {
        if (errorCode.equals("VpceAccessDenied")) {
            return Optional.of(ACCESS_DENIED);
        }
        for (Refusal refusal : values()) {
            if (errorCode.startsWith(refusal.prefix)) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }
}
