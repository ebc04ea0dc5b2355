package io.keymend.verdict;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyReading;
import io.keymend.evidence.KeyRegions;

import java.util.Optional;

/// Where keys are, and where they were asked for in vain.
record Regions(Evidence evidence) {
    /// The multi-Region key that is elsewhere, and not in the Region of this ARN.
    Optional<Correction> absent(KeyArn asked) {
        return evidence.keys().entrySet().stream()
                .filter(read -> read.getKey().sameKeyAs(asked))
                .filter(read -> isAbsent(read.getValue(), asked.region()))
                .findFirst()
                .map(read -> wrong(asked.region(), read.getKey(), read.getValue()));
    }

    /// The key that KMS described in its own Region, where another was called and has no replica.
    Optional<Correction> elsewhere(KeyArn asked, String called) {
        KeyReading reading = evidence.reading(asked);
        boolean there =
                asked.region().equals(called)
                        || regions(reading).filter(regions -> regions.has(called)).isPresent();
        return reading.state().isDescribed() && !there
                ? Optional.of(wrong(called, asked, reading))
                : Optional.empty();
    }

    private static boolean isAbsent(KeyReading reading, String region) {
        return regions(reading).filter(regions -> !regions.has(region)).isPresent();
    }

    private static Correction wrong(String called, KeyArn key, KeyReading reading) {
        return new Correction.WrongRegion(
                called, regions(reading).map(KeyRegions::primary).orElse(key), reading.state());
    }

    private static Optional<KeyRegions> regions(KeyReading reading) {
        return reading.facts().flatMap(facts -> facts.regions());
    }
}
