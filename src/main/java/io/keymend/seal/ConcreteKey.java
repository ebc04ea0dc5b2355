package io.keymend.seal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A key that a label names for good: by its ARN, not by an alias or a placeholder.
record ConcreteKey(String partition, String region, String account, String id) {
    private static final Pattern FORM =
            Pattern.compile(
                    "(?:(?:awskms|aws-kms)://+)?arn:(aws[a-z-]{0,20}):kms:([a-z0-9-]{1,32}):"
                            + "([0-9]{12}):key/([A-Za-z0-9-]{1,64})(?:[?+].{0,2000})?",
                    Pattern.DOTALL);

    static Optional<ConcreteKey> of(String label) {
        Matcher matcher = FORM.matcher(label);
        return matcher.matches()
                ? Optional.of(
                        new ConcreteKey(
                                matcher.group(1),
                                matcher.group(2),
                                matcher.group(3),
                                matcher.group(4)))
                : Optional.empty();
    }

    /// Equal for what shares key material: replicas of one multi-Region key are the same.
    String material() {
        String where = id.startsWith("mrk-") ? "*" : region;
        return "arn:" + partition + ":kms:" + where + ":" + account + ":key/" + id;
    }
}
