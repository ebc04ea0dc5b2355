package io.keymend.aead;

import org.jspecify.annotations.Nullable;

/// One row as it was read. The text came as a string and cannot be cleared; it is printed nowhere.
///
/// @param id the row's key: a number in `access_key`, a name in `option`
/// @param name what people call it; Semaphore prints it
/// @param secret the stored text, null where the column is
/// @param storage the kind of store that holds the secret instead, empty where it is sealed here
/// @param expired whether `expire_at` has passed
public record StoredSecret(
        String id,
        String name,
        SecretType type,
        @Nullable String secret,
        String storage,
        boolean expired) {

    /// A row sealed in the table that does not expire.
    public static StoredSecret of(String id, String name, SecretType type, @Nullable String text) {
        return new StoredSecret(id, name, type, text, "", false);
    }

    @Override
    public String toString() {
        return "StoredSecret[id=" + id + ", type=" + type.name() + "]";
    }
}
