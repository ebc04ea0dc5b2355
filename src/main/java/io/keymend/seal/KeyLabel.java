package io.keymend.seal;

import java.util.Locale;
import java.util.Set;

/// Recognises text that claims to name a KMS key.
final class KeyLabel {
    private static final int LONGEST = 2_048;
    private static final Set<String> NAMES =
            Set.of(
                    "keyid",
                    "kmskeyid",
                    "awskmskeyid",
                    "masterkeyid",
                    "cmkid",
                    "kmscmkid",
                    "keyarn",
                    "kmskeyarn",
                    "kmskey",
                    "kmsarn",
                    "cmkarn",
                    "cmk",
                    "arn",
                    "kid");

    private KeyLabel() {}

    /// Whether a value is written as a reference to a key, whatever its name.
    static boolean isReference(String value) {
        return value.length() <= LONGEST
                && (value.startsWith("alias/")
                        || value.startsWith("awskms:")
                        || value.startsWith("aws-kms:")
                        || (value.startsWith("arn:aws") && value.contains(":kms:")));
    }

    /// Whether a value has a name under which applications keep a key's id.
    static boolean isName(String name, String value) {
        return !value.isEmpty() && value.length() <= LONGEST && NAMES.contains(bare(name));
    }

    private static String bare(String name) {
        return name.length() > 40
                ? ""
                : name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
