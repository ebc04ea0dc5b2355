package io.keymend.localaws;

import java.util.Optional;

/// Who may use which secret, and the errors of Secrets Manager.
final class SecretAccess {
    private final Secrets secrets;
    private final Permissions permissions;

    SecretAccess(Secrets secrets, Permissions permissions) {
        this.secrets = secrets;
        this.permissions = permissions;
    }

    /// The secret an id names, once the caller is known to be allowed the action on it.
    Secret allowed(Caller caller, String action, String secretId) {
        Optional<Secret> secret = secrets.find(secretId, caller);
        requireAllowed(caller, action, secret.map(Secret::arn).orElse(secretId), secretId);
        return secret.orElseThrow(() ->
                error(
                        "ResourceNotFoundException",
                        "Secrets Manager can't find the specified secret."));
    }

    void requireAllowed(Caller caller, String action, String arn, String secretId) {
        String refusal =
                switch (permissions.rule(caller.principal(), arn, action)) {
                    case ALLOWED -> "";
                    case NOT_ALLOWED ->
                            " because no identity-based policy allows the " + action + " action";
                    case EXPLICITLY_DENIED -> " with an explicit deny in an identity-based policy";
                };
        if (!refusal.isEmpty()) {
            throw error(
                    "AccessDeniedException",
                    "User: %s is not authorized to perform: %s on resource: %s%s"
                            .formatted(caller.user(), action, secretId, refusal));
        }
    }

    static Secret notDeleted(Secret secret) {
        if (secret.deletion().isPresent()) {
            throw error(
                    "InvalidRequestException",
                    "You can't perform this operation on the secret because it was marked for"
                            + " deletion.");
        }
        return secret;
    }

    static AwsError noValue(String which) {
        return error(
                "ResourceNotFoundException",
                "Secrets Manager can't find the specified secret value for " + which);
    }

    static AwsError error(String code, String message) {
        return new AwsError(400, code, message);
    }
}
