package io.keymend.evidence;

import io.keymend.denial.KeyArn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A key that may have sealed rows. The replicas of a multi-Region key are one key.
///
/// @param copies the ARNs on record for it, the one to ask first at the front
/// @param current whether the current install seals under it
record RecordedKey(List<KeyArn> copies, boolean current) {
    RecordedKey {
        copies = List.copyOf(copies);
    }

    /// The keys on record, the current install's first, the others in the order given.
    ///
    /// @param region where a replica is asked first, if there is one
    static List<RecordedKey> all(List<KeyArn> current, List<KeyArn> others, String region) {
        List<KeyArn> here = inRegionFirst(others, region);
        List<RecordedKey> keys = new ArrayList<>();
        for (KeyArn key : current) {
            if (keys.stream().noneMatch(has(key))) {
                keys.add(new RecordedKey(copies(key, current, here), true));
            }
        }
        for (KeyArn key : others) {
            if (keys.stream().noneMatch(has(key))) {
                keys.add(new RecordedKey(copies(key, List.of(), here), false));
            }
        }
        return keys;
    }

    private static Predicate<RecordedKey> has(KeyArn wanted) {
        return key -> key.is(wanted);
    }

    private static List<KeyArn> inRegionFirst(List<KeyArn> keys, String region) {
        return keys.stream()
                .sorted(Comparator.comparing((KeyArn key) -> !key.region().equals(region)))
                .toList();
    }

    private static List<KeyArn> copies(KeyArn key, List<KeyArn> first, List<KeyArn> then) {
        return Stream.concat(first.stream(), then.stream())
                .filter(key::sameKeyAs)
                .distinct()
                .toList();
    }

    boolean is(KeyArn arn) {
        return copies.getFirst().sameKeyAs(arn);
    }

    /// The sealer this key is, known by what one of its copies said. The current key keeps the name
    /// its install was recorded with.
    Sealer sealer(KeyArn copy, Sealer.Proof proof) {
        return current
                ? new Sealer.Current(copies.getFirst(), proof)
                : new Sealer.Other(copy, proof);
    }
}
