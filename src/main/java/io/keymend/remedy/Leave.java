package io.keymend.remedy;

import java.util.Optional;

/// What whoever deployed Keymend lets it do.
///
/// @param writer the secret of the mending user; absent unless mending is on
/// @param historian the secret of the history's user
public record Leave(Mode mode, Caps caps, Optional<String> writer, String historian) {}
