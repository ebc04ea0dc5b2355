package io.keymend.profile;

import java.util.Optional;

/// The profiles Keymend knows.
public interface Profiles {
    /// The profile of a product; nothing where none is known.
    Optional<Profile> of(String product);
}
