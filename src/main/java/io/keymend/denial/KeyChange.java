package io.keymend.denial;

/// What was done to a KMS key, or happened to it.
public enum KeyChange {
    CREATED("created"),
    REPLICATED("replicated to another Region"),
    ENABLED("enabled"),
    DISABLED("disabled"),
    DELETION_SCHEDULED("scheduled for deletion"),
    DELETION_CANCELLED("saved from its scheduled deletion"),
    /// The waiting time was over and KMS deleted the key: only KMS itself tells this.
    DELETED("deleted"),
    POLICY_CHANGED("given another key policy"),
    MATERIAL_IMPORTED("given its imported key material"),
    MATERIAL_DELETED("deprived of its imported key material"),
    /// Imported material reached its end and KMS deleted it: only KMS itself tells this.
    MATERIAL_EXPIRED("left without key material, which expired"),
    ROTATED("rotated"),
    ALIAS_SET("given an alias"),
    ALIAS_REMOVED("deprived of an alias"),
    GRANT_CREATED("opened to somebody by a grant"),
    GRANT_ENDED("closed to somebody whose grant ended");

    private final String words;

    KeyChange(String words) {
        this.words = words;
    }

    /// What a sentence about the key says: `the key was` and these words.
    public String words() {
        return words;
    }

    /// Whether it can only happen to a key that exists. What KMS clears away after a key, such as
    /// its aliases and grants, does not count.
    public boolean needsTheKey() {
        return switch (this) {
            case DELETED, ALIAS_REMOVED, GRANT_ENDED -> false;
            case CREATED,
                    REPLICATED,
                    ENABLED,
                    DISABLED,
                    DELETION_SCHEDULED,
                    DELETION_CANCELLED,
                    POLICY_CHANGED,
                    MATERIAL_IMPORTED,
                    MATERIAL_DELETED,
                    MATERIAL_EXPIRED,
                    ROTATED,
                    ALIAS_SET,
                    GRANT_CREATED ->
                    true;
        };
    }
}
