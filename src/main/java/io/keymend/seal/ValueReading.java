package io.keymend.seal;

import java.util.List;

/// What one stored value says of itself.
///
/// Seals are in the order they have in the value. A damaged value may still hold whole seals beside
/// the damage.
///
/// @param providers who the format says holds the keys, in its order; empty where it does not say
public record ValueReading(
        Format format,
        Storage storage,
        List<Seal> seals,
        List<String> providers,
        Structure structure) {
    /// More seals than this are not read from one value.
    public static final int MOST_SEALS = 1_000;

    public ValueReading {
        seals = List.copyOf(seals);
        providers = List.copyOf(providers);
    }
}
