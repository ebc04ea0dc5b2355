package io.keymend.denial;

import java.util.Locale;
import java.util.Optional;

/// Who called, and through whom.
///
/// @param type CloudTrail's kind of identity, such as `AssumedRole`
/// @param account of the identity
/// @param invokedBy the service that called, as `userIdentity.invokedBy` names it
/// @param address an IP address, or the name of a service that called for somebody
public record Caller(
        String type, Principal principal, String account, String invokedBy, String address) {
    /// The service through which the call came. CloudTrail has no field for it: `invokedBy` is set,
    /// or the address is a service's name.
    public Optional<String> service() {
        if (!invokedBy.isEmpty()) {
            return Optional.of(invokedBy);
        }
        return isService(address) ? Optional.of(address) : Optional.empty();
    }

    /// What an assumed role's session was named; the caller chose it.
    public String session() {
        int slash = principal.arn().lastIndexOf('/');
        return principal.arn().contains(":assumed-role/") && slash >= 0
                ? principal.arn().substring(slash + 1)
                : "";
    }

    /// Whether an AWS service called for nobody but itself.
    boolean serviceItself() {
        return type.equals("AWSService")
                || (principal.identity().isEmpty() && type.isEmpty() && service().isPresent())
                || principal.identity().map(Caller::serviceLinked).orElse(false);
    }

    private static boolean serviceLinked(IamArn identity) {
        return identity.path().startsWith("/aws-service-role/")
                || (identity.path().isEmpty() && identity.name().startsWith("AWSServiceRoleFor"));
    }

    /// China's console writes "Amazon Internal".
    private static boolean isService(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return lower.endsWith(".amazonaws.com")
                || lower.endsWith(".amazonaws.com.cn")
                || lower.equals("aws internal")
                || lower.equals("amazon internal");
    }
}
