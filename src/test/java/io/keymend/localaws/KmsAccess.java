package io.keymend.localaws;

import java.util.Optional;

/// Who may use which key, and the words of each refusal.
///
/// Assumed, as nobody has recorded it: a caller of another account that names a key reads one text
/// whether the key exists or not.
final class KmsAccess {
    private static final String FOREIGN =
            "the resource does not exist in this Region, no resource-based policies allow access,"
                    + " or a resource-based policy explicitly denies access";

    private final KmsKeys keys;
    private final Permissions permissions;
    private volatile KmsWording wording = KmsWording.NAMES_KEY;

    KmsAccess(KmsKeys keys, Permissions permissions) {
        this.keys = keys;
        this.permissions = permissions;
    }

    void word(KmsWording next) {
        wording = next;
    }

    /// The key a `KeyId` names, once the caller is known to be allowed the action on it.
    ///
    /// A key of the caller's own account that does not exist is not found; of another account,
    /// refused.
    KmsKey named(Caller caller, String action, String keyId) {
        KmsKeyArn arn = keys.resolve(keyId, caller);
        Optional<KmsKey> key = keys.find(arn);
        boolean own = arn.account().equals(caller.account());
        if (key.isEmpty() && own) {
            throw KmsKeys.notFound("Key '" + arn + "' does not exist");
        }
        String object = "resource: " + arn;
        return switch (permissions.rule(caller.principal(), arn.toString(), action)) {
            case EXPLICITLY_DENIED -> throw explicitlyDenied(caller, action, object);
            case NOT_ALLOWED -> throw notAllowed(caller, action, object, own);
            case ALLOWED -> key.orElseThrow(() -> notAllowed(caller, action, object, false));
        };
    }

    /// The key that sealed a blob, for a call that names none.
    KmsKey sealing(Caller caller, String action, KmsBlob blob) {
        KmsKey key = keys.sealing(blob, caller.region()).orElseThrow(KmsAccess::unknownKey);
        var ruling = permissions.rule(caller.principal(), key.arn().toString(), action);
        if (ruling == Permissions.Ruling.ALLOWED) {
            return key;
        }
        String object =
                wording == KmsWording.NAMES_KEY
                        ? "resource: " + key.arn()
                        : "the resource associated with this ciphertext";
        if (wording == KmsWording.OLD) {
            throw unknownKey();
        }
        throw ruling == Permissions.Ruling.EXPLICITLY_DENIED
                ? explicitlyDenied(caller, action, object)
                : notAllowed(caller, action, object, isOwn(caller, key));
    }

    private static boolean isOwn(Caller caller, KmsKey key) {
        return key.arn().account().equals(caller.account());
    }

    private static AwsError unknownKey() {
        return denied(
                "The ciphertext refers to a customer master key that does not exist, does not exist"
                        + " in this region, or you are not allowed to access.");
    }

    private static AwsError explicitlyDenied(Caller caller, String action, String object) {
        String reason = " with an explicit deny in an identity-based policy";
        return denied(refusal(caller, action, object) + reason);
    }

    private static AwsError notAllowed(Caller caller, String action, String object, boolean own) {
        String reason = own ? "no identity-based policy allows the " + action + " action" : FOREIGN;
        return denied(refusal(caller, action, object) + " because " + reason);
    }

    private static String refusal(Caller caller, String action, String object) {
        return "User: %s is not authorized to perform: %s on %s"
                .formatted(caller.user(), action, object);
    }

    private static AwsError denied(String message) {
        return new AwsError(400, "AccessDeniedException", message);
    }
}
