package io.keymend.profile;

import java.util.List;

/// A way out that the product's vendor documents.
///
/// @param reenter whether secrets have to be entered again
/// @param commands to paste, possibly none
/// @param source the page that documents it
public record VendorStep(
        String title, String how, boolean reenter, List<String> commands, String source) {
    public VendorStep {
        commands = List.copyOf(commands);
    }
}
