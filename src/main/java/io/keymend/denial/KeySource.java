package io.keymend.denial;

/// Where a record names the key, in the order in which it is looked for.
public enum KeySource {
    RESOURCES("resources"),
    PARAMETERS("requestParameters.keyId"),
    MESSAGE("errorMessage"),
    NOWHERE("none");

    private final String words;

    KeySource(String words) {
        this.words = words;
    }

    /// The name of the field.
    public String words() {
        return words;
    }
}
