package io.keymend.aws.secrets;

/// A key as it stands in a secret's text.
final class FoundKey {
    /// What it is for.
    enum Use {
        /// Of a registry: what new values are sealed with.
        ACTIVE,
        /// What rows are opened with.
        ROWS,
        /// What seals the row of table `option`, and nothing else.
        OPTION
    }

    private final String label;
    private final Use use;
    private final byte[] text;

    /// Takes the array over.
    ///
    /// @param label where in the text, empty where the place says it all; never the key
    FoundKey(String label, Use use, byte[] text) {
        this.label = label;
        this.use = use;
        this.text = text;
    }

    String label() {
        return label;
    }

    Use use() {
        return use;
    }

    /// The array itself.
    byte[] text() {
        return text;
    }

    /// Without the key.
    @Override
    public String toString() {
        return "FoundKey[" + label + ", " + use + "]";
    }
}
