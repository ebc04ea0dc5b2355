package io.keymend.verdict;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyState;
import io.keymend.install.Install;
import io.keymend.install.KeyRole;

import java.util.List;

/// What the evidence means.
public sealed interface Verdict {
    /// The key is the current install's own: access to it is missing, and no row is at fault.
    record AccessMissing(Install install, KeyArn key, KeyState state) implements Verdict {}

    /// The right key was asked for in the wrong way: one setting is wrong, and no row is at fault.
    record Misdirected(Install current, KeyArn asked, Correction correction) implements Verdict {}

    /// Rows are sealed by keys of former installs, and at least one of these keys may still open
    /// them.
    ///
    /// @param unnamedRows rows that the current key did not seal and no key on record is known to
    ///   have sealed
    record Rescuable(Install current, List<StaleKey> keys, long unnamedRows) implements Verdict {
        public Rescuable {
            keys = List.copyOf(keys);
        }
    }

    /// Rows are sealed by keys that are proved to be gone. Nothing opens them again.
    record Lost(Install current, List<StaleKey> keys) implements Verdict {
        public Lost {
            keys = List.copyOf(keys);
        }
    }

    /// Every sealed row that was found opens with the current key; something else is wrong.
    record NothingStale(Install current, long rows) implements Verdict {}

    /// The key seals no database values: another kind of incident.
    record NotTheDatabase(Install install, KeyArn key, KeyRole role) implements Verdict {}

    /// The key or the role belongs to no install on record.
    record Stranger(String why) implements Verdict {}

    /// The evidence does not decide it; a person must.
    ///
    /// @param keys the stale keys known all the same, whose rescue loses nothing
    record Unclear(String why, List<StaleKey> keys) implements Verdict {
        public Unclear {
            keys = List.copyOf(keys);
        }
    }
}
