package io.keymend.denial;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ARN of a KMS key: never an alias, never a bare id.
///
/// The id is not always a UUID: multi-Region keys are `mrk-` and 32 hex digits, and AWS's own
/// samples hold malformed ids.
public record KeyArn(String partition, String region, String account, String id) {
    private static final Pattern FORM =
            Pattern.compile(
                    "arn:(aws[a-z-]{0,16}):kms:([a-z0-9-]{1,32}):([0-9]{12}):key/([A-Za-z0-9-]{1,64})");

    /// The key ARN that is the whole of this text, if it is one.
    public static Optional<KeyArn> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new KeyArn(
                                matcher.group(1),
                                matcher.group(2),
                                matcher.group(3),
                                matcher.group(4)))
                : Optional.empty();
    }

    /// The key ARN that is the whole of this text.
    ///
    /// @throws IllegalArgumentException where the text is not a key ARN
    public static KeyArn of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException("not a KMS key ARN: " + text));
    }

    /// Whether this is a multi-Region key, whose replicas share id and key material.
    public boolean multiRegion() {
        return id.startsWith("mrk-");
    }

    /// Whether both name the same key, or replicas of one multi-Region key.
    public boolean sameKeyAs(KeyArn other) {
        return equals(other)
                || (multiRegion()
                        && id.equals(other.id)
                        && account.equals(other.account)
                        && partition.equals(other.partition));
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":kms:" + region + ":" + account + ":key/" + id;
    }
}
