package io.keymend.install;

import java.util.List;

/// A match, and what led to it.
///
/// @param because short sentences in the order in which they were found
public record Correlation(Match match, List<String> because) {
    public Correlation {
        because = List.copyOf(because);
    }
}
