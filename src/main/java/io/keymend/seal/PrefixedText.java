package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Text whose first characters say what follows.
final class PrefixedText {
    private static final String SPRING = "{cipher}";
    private static final List<String> KMS_PREFIXES =
            List.of("KMSc[", "KMSx", "ENC[KMS,", "secure:", "<<CIPHER>>");

    private PrefixedText() {}

    /// Null where no prefix is known.
    static @Nullable ValueReading read(String text, int start) {
        return switch (text.charAt(start)) {
            case '{' -> text.startsWith(SPRING, start) ? spring(text, start) : null;
            case 'k' -> kubernetes(text, start);
            case 'v' -> versioned(text, start);
            case '$' ->
                    text.startsWith("$gc$", start)
                            ? OtherText.named(Format.GOOGLE_KMS, "a ciphertext of Google Cloud KMS")
                            : null;
            case 'E' ->
                    text.startsWith("ENC[AES256_GCM,", start)
                            ? OtherText.named(
                                    Format.SOPS,
                                    "one value of a SOPS document, which names its keys elsewhere")
                            : marked(text, start);
            default -> marked(text, start);
        };
    }

    private static @Nullable ValueReading marked(String text, int start) {
        for (String prefix : KMS_PREFIXES) {
            if (text.startsWith(prefix, start)) {
                return behind(text, start + prefix.length(), prefix);
            }
        }
        return null;
    }

    private static @Nullable ValueReading behind(String text, int from, String prefix) {
        Found found = new Found();
        TokenScan.scan(text, from, text.length(), found);
        if (!found.isNothing()) {
            return found.reading(Format.DELIMITED);
        }
        return prefix.endsWith("[") || prefix.endsWith(",")
                ? new ValueReading(
                        Format.DELIMITED,
                        Storage.TEXT,
                        List.of(),
                        List.of(),
                        new Structure.Damaged("no KMS blob stands behind its prefix"))
                : null;
    }

    private static ValueReading spring(String text, int start) {
        Found found = new Found();
        TokenScan.scan(text, start + SPRING.length(), text.length(), found);
        if (found.isNothing()) {
            return OtherText.named(Format.SPRING, "a Spring cipher under a key of its own");
        }
        int from = text.indexOf("keyId=", start);
        if (from >= 0) {
            int to = from + 6;
            while (to < text.length() && ",]".indexOf(text.charAt(to)) < 0) {
                to++;
            }
            found.label(0, text.substring(from + 6, to));
        }
        return found.reading(Format.SPRING);
    }

    private static @Nullable ValueReading kubernetes(String text, int start) {
        if (text.startsWith("kms:v2:", start)) {
            return OtherText.named(Format.EMULATOR, "a ciphertext of a KMS emulator");
        }
        if (!text.startsWith("k8s:enc:", start)) {
            return null;
        }
        Found found = new Found();
        TokenScan.scan(text, start, text.length(), found);
        return found.isNothing()
                ? OtherText.named(
                        Format.KUBERNETES, "a Kubernetes resource sealed by no AWS KMS key")
                : found.reading(Format.KUBERNETES);
    }

    /// `vault:vN:` of the transit engine, and `vN:` of kms_encrypted.
    private static @Nullable ValueReading versioned(String text, int start) {
        if (text.startsWith("vault:v", start)) {
            return OtherText.named(Format.VAULT_TRANSIT, "a ciphertext of Vault's transit engine");
        }
        int colon = start + 1;
        while (colon < text.length() && colon < start + 9 && isDigit(text.charAt(colon))) {
            colon++;
        }
        if (colon == start + 1 || colon >= text.length() || text.charAt(colon) != ':') {
            return null;
        }
        Found found = new Found();
        TokenScan.scan(text, colon + 1, text.length(), found);
        if (found.isNothing()) {
            return null;
        }
        boolean alone = found.size() <= 1 && text.indexOf(':', colon + 1) < 0;
        if (alone) {
            found.label(0, text.substring(start, colon));
        }
        return found.reading(alone ? Format.KMS_ENCRYPTED : Format.DELIMITED);
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
