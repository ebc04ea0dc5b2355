package io.keymend.denial;

import java.util.Optional;

/// Which policy refused a call, as KMS's message says it.
///
/// @param explicit whether the message says that a statement denies the call; where it does not,
///   usually none allows it. A service control policy is always said to deny.
/// @param policy the policy's ARN, where the message names it
public record PolicyRefusal(Layer layer, boolean explicit, Optional<String> policy) {
    /// Where the policy is attached
    /// (docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html).
    public enum Layer {
        IDENTITY_BASED("identity-based"),
        RESOURCE_BASED("resource-based"),
        SERVICE_CONTROL("service control"),
        RESOURCE_CONTROL("resource control"),
        PERMISSIONS_BOUNDARY("permissions boundary"),
        SESSION("session"),
        VPC_ENDPOINT("VPC endpoint");

        private final String words;

        Layer(String words) {
            this.words = words;
        }

        /// As messages write it.
        public String words() {
            return words;
        }
    }
}
