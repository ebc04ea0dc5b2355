package io.keymend.verdict;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyRecord;
import io.keymend.evidence.KeyState;

/// What was asked for wrongly.
public sealed interface Correction {
    /// The key is not in the Region that was called.
    ///
    /// @param called the Region that was called
    /// @param key where the key is; for a multi-Region key its primary
    /// @param state the key's state there
    record WrongRegion(String called, KeyArn key, KeyState state) implements Correction {}

    /// An alias that the install asks by was given to another key.
    record AliasMoved(KeyRecord.AliasMove move) implements Correction {}
}
