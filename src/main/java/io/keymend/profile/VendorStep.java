package io.keymend.profile;

import java.util.List;

/// A way out that the product's vendor documents.
///
/// @param needsOldKey whether it is possible only while the old key can be used
/// @param commands to paste, possibly none
/// @param source the page that documents it
public record VendorStep(
        String title,
        String how,
        Cost cost,
        boolean needsOldKey,
        List<String> commands,
        String source) {
    public VendorStep {
        commands = List.copyOf(commands);
    }

    /// What taking it costs.
    public enum Cost {
        NOTHING,
        /// People are locked out for a while.
        ACCESS,
        /// Secrets have to be entered again.
        SECRET
    }
}
