package io.keymend.denial;

import java.util.Optional;

/// Which policy refused a call, as KMS's message says it.
///
/// @param explicit whether a statement denies the call; otherwise none allows it
/// @param policy the policy's ARN, where the message names it
public record PolicyRefusal(Layer layer, boolean explicit, Optional<String> policy) {
    /// Where the policy is attached
    /// (docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html).
    public enum Layer {
        IDENTITY_BASED,
        RESOURCE_BASED,
        SERVICE_CONTROL,
        RESOURCE_CONTROL,
        PERMISSIONS_BOUNDARY,
        SESSION,
        VPC_ENDPOINT
    }
}
