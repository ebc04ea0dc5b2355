package io.keymend.evidence;

import io.keymend.denial.KeyArn;
import io.keymend.install.Install;
import io.keymend.profile.Profile;
import io.keymend.seal.Fingerprint;
import io.keymend.seal.SealedValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Gathers the evidence for one incident: one look at the tables, then a few calls to KMS.
public final class Examiner {
    private final TableInspector tables;
    private final KeyProbe keys;

    public Examiner(TableInspector tables, KeyProbe keys) {
        this.tables = tables;
        this.keys = keys;
    }

    /// Everything that can be known of a database's seals and their keys.
    ///
    /// @param others keys that may have sealed rows before: those of former installs, the denial's
    ///   first
    public Evidence examine(
            Install current, Profile profile, List<KeyArn> others, BooleanSupplier timeIsUp) {
        Inspection inspection = tables.inspect(current.database(), profile, timeIsUp);
        Map<Fingerprint, Sealer> sealers =
                new Attribution(keys, current.dataKeys(), others).attribute(samples(inspection));
        return new Evidence(inspection, sealers, states(current.dataKeys(), others));
    }

    private static Map<Fingerprint, Optional<SealedValue>> samples(Inspection inspection) {
        Map<Fingerprint, Optional<SealedValue>> samples = new LinkedHashMap<>();
        if (inspection instanceof Inspection.Seen(var columns, _)) {
            columns.stream()
                    .flatMap(column -> column.groups().stream())
                    .forEach(group ->
                            samples.merge(
                                    group.fingerprint(),
                                    group.sample(),
                                    (one, other) -> one.isPresent() ? one : other));
        }
        return samples;
    }

    private Map<KeyArn, KeyState> states(List<KeyArn> current, List<KeyArn> others) {
        List<KeyArn> all = new ArrayList<>(current);
        all.addAll(others);
        Map<KeyArn, KeyState> states = new LinkedHashMap<>();
        for (KeyArn key : all) {
            states.computeIfAbsent(key, keys::state);
        }
        return states;
    }
}
