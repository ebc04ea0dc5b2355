package io.keymend.doctor;

import io.keymend.aead.StoredSecret;

import java.util.Optional;

/// A row that may hold a secret, and what people know it by. It prints no secret.
///
/// @param project empty for a row whose project is gone, and for one that never has any
/// @param owner what the row belongs to where it is no key of the key store: `environment`,
///   `vault`, `task` and so on; empty for one of the key store
public record SecretRow(
        Place place, StoredSecret secret, Optional<Project> project, String owner) {}
