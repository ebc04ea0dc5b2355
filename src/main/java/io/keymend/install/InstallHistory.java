package io.keymend.install;

import java.util.List;
import java.util.Optional;

/// Every install anybody recorded.
public interface InstallHistory {
    /// All installs, oldest first.
    List<Install> all();

    /// The install of an id; nothing where nobody recorded one.
    default Optional<Install> find(String id) {
        return all().stream().filter(install -> install.id().equals(id)).findFirst();
    }

    /// Records an install, or replaces the one recorded under the same id.
    Recorded record(Install install);

    /// Creates the history's tables where they do not exist yet.
    void create();

    /// What recording did.
    enum Recorded {
        NEW,
        REPLACED
    }
}
