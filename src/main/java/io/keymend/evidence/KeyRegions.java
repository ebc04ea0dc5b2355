package io.keymend.evidence;

import io.keymend.denial.KeyArn;

import java.util.List;
import java.util.stream.Stream;

/// The Regions a multi-Region key is in.
public record KeyRegions(KeyArn primary, List<KeyArn> replicas) {
    public KeyRegions {
        replicas = List.copyOf(replicas);
    }

    public boolean has(String region) {
        return all().anyMatch(key -> key.region().equals(region));
    }

    /// The key in each of its Regions, the primary first.
    public Stream<KeyArn> all() {
        return Stream.concat(Stream.of(primary), replicas.stream());
    }
}
