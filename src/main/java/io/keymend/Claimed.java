package io.keymend;

import java.util.function.Supplier;

/// A cause that this run alone may announce.
final class Claimed {
    private Claimed() {}

    /// Announces it. Where that fails, the claim is given back, so that the next one to meet the
    /// cause announces it.
    ///
    /// @param kept run once it was announced; what fails from there on gives nothing back
    static <T> T announce(Supplier<T> word, Runnable kept, Runnable givenBack) {
        boolean said = false;
        try {
            T outcome = word.get();
            said = true;
            kept.run();
            return outcome;
        } finally {
            if (!said) {
                givenBack.run();
            }
        }
    }
}
