package io.keymend.denial;

import io.keymend.denial.PolicyRefusal.Layer;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the text of an error says: which operation, on which key, and which policy refused it.
///
/// It may be of another operation than Decrypt, and of another service than KMS. A text that says
/// twice that somebody is not authorized was tampered with, and says nothing.
///
/// @param operation such as `kms:Decrypt`
/// @param explicit whether a statement denies; empty where the text leaves it open
/// @param certain false where the text names the layer as one possibility among others
/// @param policy the ARN of the policy that refused
public record ErrorText(
        Optional<String> operation,
        Optional<KeyArn> key,
        Optional<Layer> layer,
        Optional<Boolean> explicit,
        boolean certain,
        Optional<String> policy) {
    private static final ErrorText NONE =
            new ErrorText(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    Optional.empty());

    /// From this many bytes on, CloudTrail may have cut a text.
    private static final int CUT_AT = 1_000;

    /// CloudTrail cuts at 1 KB; what somebody pastes may be longer, and is not read any further.
    private static final int LONGEST = 8_192;

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final String ACTION = "([A-Za-z0-9-]{1,64}+:[A-Za-z0-9*]{1,128}+)";
    private static final String ANCHOR = "is not authorized to perform:";
    private static final Pattern PERFORM = Pattern.compile(ANCHOR + " " + ACTION + "(?![:/…])");
    private static final Pattern ALLOWS = Pattern.compile("\\ballows the " + ACTION + " action");
    private static final Pattern CALLING =
            Pattern.compile(
                    "^An error occurred \\([A-Za-z.]{1,64}\\) when calling the"
                            + " (Decrypt|Encrypt|ReEncrypt|GenerateDataKey[A-Za-z]{0,32}"
                            + "|DescribeKey|CreateGrant|Sign|Verify) operation");

    /// Reads a text of any origin.
    public static ErrorText of(String message) {
        String text = plain(message);
        if (text.indexOf(ANCHOR) != text.lastIndexOf(ANCHOR)) {
            return NONE;
        }
        PolicyInMessage policy = PolicyInMessage.find(text);
        Optional<KeyArn> key = KeyInMessage.find(text);
        return new ErrorText(
                operation(text, key),
                key,
                policy.layer(),
                policy.explicit(),
                policy.certain(),
                policy.arn());
    }

    /// The key, unless the text is about another operation than Decrypt.
    public Optional<KeyArn> decryptKey() {
        return key.filter(_ -> operation.map("kms:Decrypt"::equals).orElse(true));
    }

    /// The policy that refused, where the text is certain of it.
    public Optional<PolicyRefusal> refusal() {
        return layer.filter(_ -> certain)
                .map(known -> new PolicyRefusal(known, explicit.orElse(false), policy));
    }

    /// Whether a text is so long that its end may be missing.
    static boolean mayBeCut(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length >= CUT_AT;
    }

    private static String plain(String message) {
        String bounded = message.length() <= LONGEST ? message : message.substring(0, LONGEST);
        return SPACE.matcher(bounded).replaceAll(" ").strip();
    }

    private static Optional<String> operation(String text, Optional<KeyArn> key) {
        if (text.contains(ANCHOR)) {
            Matcher perform = PERFORM.matcher(text);
            return perform.find() && !(perform.end() == text.length() && mayBeCut(text))
                    ? Optional.of(perform.group(1))
                    : Optional.empty();
        }
        return first(ALLOWS, text)
                .or(() -> key.flatMap(_ -> first(CALLING, text)).map(name -> "kms:" + name));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
