package io.keymend.evidence;

import io.keymend.denial.KeyArn;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What Keymend is known to be allowed to ask, by what KMS answered in this very run.
///
/// "Not found" from a place where KMS answers about no key at all may be a systemic failure.
///
/// @param described the places where KMS described a key
public record Permissions(Set<Place> described) {
    public Permissions {
        described = Set.copyOf(described);
    }

    /// The keys of one account in one Region.
    public record Place(String partition, String account, String region) {
        static Place of(KeyArn key) {
            return new Place(key.partition(), key.account(), key.region());
        }
    }

    static Permissions shownBy(Map<KeyArn, KeyReading> keys) {
        return new Permissions(
                keys.entrySet().stream()
                        .filter(read -> read.getValue().state().isDescribed())
                        .map(read -> Place.of(read.getKey()))
                        .collect(Collectors.toSet()));
    }

    /// Whether KMS describes keys to Keymend in this key's account and Region.
    public boolean describes(KeyArn key) {
        return described.contains(Place.of(key));
    }
}
