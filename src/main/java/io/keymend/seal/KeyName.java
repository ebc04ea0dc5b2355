package io.keymend.seal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The key or alias that a label names, however it is written.
///
/// @param alias whether it is an alias, which may be pointed at another key
/// @param text equal for labels of the same key: replicas of a multi-Region key are the same, and
///   so is an alias with and without its account
record KeyName(boolean alias, String text) {
    private static final int LONGEST = 2_048;
    private static final Pattern KEY =
            Pattern.compile(
                    "arn:(aws[a-z-]{0,20}):kms:([a-z0-9-]{1,32}):([0-9]{12}):key/([A-Za-z0-9-]{1,64})"
                        + "(?:[?+].*)?",
                    Pattern.DOTALL);
    private static final Pattern ALIAS =
            Pattern.compile(
                    "(?:arn:[^/]{1,200}:)?(alias/[A-Za-z0-9:/_-]{1,250})(?:[?+].*)?",
                    Pattern.DOTALL);
    private static final Pattern SCHEME = Pattern.compile("^(?:awskms|aws-kms):/{1,4}");

    /// Empty where the label names neither: a placeholder, a bare id, a word.
    static Optional<KeyName> of(String label) {
        if (label.length() > LONGEST) {
            return Optional.empty();
        }
        String bare = SCHEME.matcher(label.strip()).replaceFirst("");
        Matcher key = KEY.matcher(bare);
        if (key.matches()) {
            boolean everywhere = key.group(4).startsWith("mrk-");
            return Optional.of(
                    new KeyName(
                            false,
                            String.join(
                                    ":",
                                    key.group(1),
                                    everywhere ? "*" : key.group(2),
                                    key.group(3),
                                    key.group(4))));
        }
        Matcher alias = ALIAS.matcher(bare);
        return alias.matches() ? Optional.of(new KeyName(true, alias.group(1))) : Optional.empty();
    }
}
