package io.keymend.verdict;

import java.util.Optional;
import java.util.function.Function;

/// One rule of the judge.
///
/// @param reason why it decides as it does
/// @param verdict its verdict, where it is met
/// @param otherwise what is the case where it is not met
record Rule(
        String name, String reason, Function<Facts, Optional<Verdict>> verdict, String otherwise) {}
