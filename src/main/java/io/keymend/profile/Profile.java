package io.keymend.profile;

import java.util.List;
import java.util.Optional;

/// What a product keeps sealed, where, and what its vendor says to do when it cannot be opened.
///
/// @param id the name an install record uses for the product
/// @param version of this profile's content
/// @param sources where its facts were read
public record Profile(
        String id,
        String title,
        String version,
        List<SealedLocation> locations,
        List<VendorStep> vendorSteps,
        List<String> sources) {
    public Profile {
        locations = List.copyOf(locations);
        vendorSteps = List.copyOf(vendorSteps);
        sources = List.copyOf(sources);
    }

    /// A product that no profile describes: its seals are found, and what they are for is not
    /// known.
    public static Profile unknown(String product) {
        return new Profile(product, product, "0", List.of(), List.of(), List.of());
    }

    /// What the profile says of a column; nothing where it does not name it.
    ///
    /// A column named exactly wins over an entry for its whole table.
    public Optional<SealedLocation> location(String table, String column) {
        return locations.stream()
                .filter(location ->
                        location.table().equals(table)
                                && location.column().equals(Optional.of(column)))
                .findFirst()
                .or(() ->
                        locations.stream()
                                .filter(location ->
                                        location.table().equals(table)
                                                && location.column().isEmpty())
                                .findFirst());
    }
}
