package io.keymend.aead;

/// The id of its key that a newer value begins with: eleven url-safe characters and a colon.
final class KeyId {
    private static final int LENGTH = 11;

    private KeyId() {}

    /// The id, empty where the value has none.
    static String of(String stored) {
        if (stored.length() <= LENGTH || stored.charAt(LENGTH) != ':') {
            return "";
        }
        for (int i = 0; i < LENGTH; i++) {
            if (!isUrlSafe(stored.charAt(i))) {
                return "";
            }
        }
        return stored.substring(0, LENGTH);
    }

    private static boolean isUrlSafe(char c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_';
    }
}
