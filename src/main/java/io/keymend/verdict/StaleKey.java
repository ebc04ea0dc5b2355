package io.keymend.verdict;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyState;
import io.keymend.install.Install;

import java.util.Optional;

/// A key other than the current install's that sealed rows, or was asked for.
///
/// @param holder the former install that held it; absent where none on record did
/// @param rows how many rows it sealed, as far as they could be attributed
public record StaleKey(KeyArn key, Optional<Install> holder, KeyState state, long rows) {}
