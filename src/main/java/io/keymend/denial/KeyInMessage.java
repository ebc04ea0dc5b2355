package io.keymend.denial;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the key a KMS error text is about.
///
/// A text can hold three ARNs (principal, key, policy), so the key is taken only at its anchor. The
/// session name inside the principal's ARN is the caller's to choose; the anchors stand after it.
public final class KeyInMessage {
    private static final String KEY = "(arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)";
    private static final Pattern DENIED =
            Pattern.compile(
                    "is not authorized to perform: kms:Decrypt on resource: [\"']?"
                            + KEY
                            + "[\"']?(?=[\\s.,]|$)");
    private static final Pattern STATE =
            Pattern.compile("^" + KEY + " is (?:disabled|pending|unavailable|creating|updating)");
    private static final Pattern MISSING = Pattern.compile("^Key '" + KEY + "' does not exist");

    private KeyInMessage() {}

    /// The key, or nothing where the text names none or more than one in the same place.
    public static Optional<KeyArn> find(String message) {
        Matcher denied = DENIED.matcher(message);
        if (denied.find()) {
            String key = denied.group(1);
            return denied.find() ? Optional.empty() : KeyArn.parse(key);
        }
        return first(STATE, message).or(() -> first(MISSING, message));
    }

    private static Optional<KeyArn> first(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        return matcher.find() ? KeyArn.parse(matcher.group(1)) : Optional.empty();
    }
}
