package io.keymend;

import java.util.Optional;

/// What becomes of denials whose key or role is in no install.
enum Strangers {
    /// They are announced: an install may be missing from the history.
    ANNOUNCE,

    /// They are counted, and nobody is told.
    IGNORE;

    /// Anything but the exact word `ignore` announces.
    static Strangers of(Optional<String> setting) {
        return setting.filter("ignore"::equals).isPresent() ? IGNORE : ANNOUNCE;
    }
}
