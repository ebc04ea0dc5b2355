package io.keymend.verdict;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.Sealer;
import io.keymend.install.Install;
import io.keymend.install.Match;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The denied key and every other key that sealed rows, in that order.
record StaleKeys(List<StaleKey> keys) {
    static StaleKeys of(CaseFile file) {
        return switch (file.match()) {
            case Match.Former(_, var key, var formers) ->
                    found(List.of(key), formers, file.evidence());
            case Match.KeyUnnamed(_, var formers) -> found(List.of(), formers, file.evidence());
            case Match.Current _, Match.NotData _, Match.Ambiguous _, Match.Unknown _ ->
                    new StaleKeys(List.of());
        };
    }

    private static StaleKeys found(List<KeyArn> denied, List<Install> formers, Evidence evidence) {
        List<KeyArn> keys = new ArrayList<>(denied);
        for (Sealer sealer : evidence.sealers().values()) {
            if (sealer instanceof Sealer.Other(var key, _)
                    && keys.stream().noneMatch(key::sameKeyAs)) {
                keys.add(key);
            }
        }
        return new StaleKeys(
                keys.stream()
                        .map(key ->
                                new StaleKey(
                                        key,
                                        holder(key, formers),
                                        evidence.state(key),
                                        rowsOf(key, evidence)))
                        .toList());
    }

    private static Optional<Install> holder(KeyArn key, List<Install> formers) {
        return formers.stream().filter(install -> install.roleOf(key).isPresent()).findFirst();
    }

    private static long rowsOf(KeyArn key, Evidence evidence) {
        return evidence.rows(
                sealer -> sealer instanceof Sealer.Other(var other, _) && other.sameKeyAs(key));
    }
}
