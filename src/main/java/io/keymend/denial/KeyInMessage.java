package io.keymend.denial;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the key a KMS error text is about.
///
/// A text can hold three ARNs (principal, key, policy), so the key is taken only at its anchor. The
/// session name inside the principal's ARN is the caller's to choose; the anchors stand after it.
/// CloudTrail cuts a text at 1 KB, and a cut key is no key.
final class KeyInMessage {
    private static final String KEY =
            "(arn:aws[a-z-]{0,16}:kms:[a-z0-9-]{1,32}:[0-9]{12}:key/[A-Za-z0-9-]{1,64}+)";

    /// What an SDK writes before KMS's own words.
    private static final String SDK =
            "(?:An error occurred \\([A-Za-z.]{1,64}\\) when calling the [A-Za-z]{1,64}"
                    + " operation(?: \\([^)]{1,64}\\))?: "
                    + "|(?:[A-Za-z]{1,64}[.$]){0,12}[A-Za-z]{1,64}(?:Exception|Error): )?";

    private static final Pattern DENIED =
            Pattern.compile(
                    "is not authorized to perform: kms:[A-Za-z]{1,64} on resource: [\"']?"
                            + KEY
                            + "(?:[\"']|(?=[\\s,;)]|\\.(?!\\.)|$))");
    private static final Pattern STATE =
            Pattern.compile(
                    "^" + SDK + KEY + " is (?:disabled|pending|unavailable|creating|updating)");
    private static final Pattern MISSING =
            Pattern.compile("^" + SDK + "Key '" + KEY + "' does not exist");

    /// The forms an id has where nothing after it shows that it is whole.
    private static final Pattern WHOLE =
            Pattern.compile(
                    "mrk-[0-9a-f]{32}|[A-Za-z0-9]{1,12}(?:-[A-Za-z0-9]{1,12}){3}-[A-Za-z0-9]{12}");

    private KeyInMessage() {}

    /// The key that any call of KMS was refused, or the one whose state a text tells; nothing where
    /// it names none, or more than one in the same place.
    static Optional<KeyArn> find(String message) {
        return denied(message).or(() -> first(STATE, message)).or(() -> first(MISSING, message));
    }

    private static Optional<KeyArn> denied(String message) {
        Matcher denied = DENIED.matcher(message);
        if (!denied.find()) {
            return Optional.empty();
        }
        boolean last = denied.end(1) == message.length();
        String key = denied.group(1);
        return denied.find() ? Optional.empty() : KeyArn.parse(key).filter(arn -> whole(arn, last));
    }

    private static boolean whole(KeyArn key, boolean last) {
        return !last || WHOLE.matcher(key.id()).matches();
    }

    private static Optional<KeyArn> first(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        return matcher.find() ? KeyArn.parse(matcher.group(1)) : Optional.empty();
    }
}
