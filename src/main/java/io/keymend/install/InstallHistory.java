package io.keymend.install;

import java.util.List;

/// Every install anybody recorded.
public interface InstallHistory {
    /// All installs, oldest first.
    List<Install> all();

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
