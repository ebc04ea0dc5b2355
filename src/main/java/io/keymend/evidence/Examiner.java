package io.keymend.evidence;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.TableInspector.Sample;
import io.keymend.install.DatabaseRef;
import io.keymend.install.Install;
import io.keymend.profile.Profile;
import io.keymend.seal.Fingerprint;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Gathers the evidence for one incident: counts, then a few calls to KMS, then the names of the
/// rows that the current key did not seal.
public final class Examiner {
    /// The shortest period after which KMS rotates a key by itself.
    private static final Duration ROTATION = Duration.ofDays(90);

    private final TableInspector tables;
    private final KeyProbe keys;
    private final SealMemory memory = new SealMemory();

    public Examiner(TableInspector tables, KeyProbe keys) {
        this.tables = tables;
        this.keys = keys;
    }

    /// Everything that can be known of a database's seals and their keys. What KMS once said of a
    /// fingerprint is not asked again.
    ///
    /// @param others keys that may have sealed rows before: those of former installs, the denial's
    ///   first; of a multi-Region key, every replica on record
    /// @param timeIsUp asked before each table and each call to KMS
    public Evidence examine(
            Install current,
            Profile profile,
            List<KeyArn> others,
            Instant now,
            BooleanSupplier timeIsUp) {
        Inspection inspection = tables.inspect(current.database(), profile, timeIsUp);
        Questions questions = new Questions(keys, timeIsUp);
        List<KeyArn> all = new ArrayList<>(current.dataKeys());
        all.addAll(others);
        return switch (inspection) {
            case Inspection.Unseen _ -> new Evidence(inspection, Map.of(), states(all, questions));
            case Inspection.Seen seen -> {
                Map<Fingerprint, Sealer> sealers =
                        sealers(current, others, now, seen.columns(), questions);
                Inspection named = withRowsNamed(current.database(), seen, sealers);
                yield new Evidence(named, sealers, states(all, questions));
            }
        };
    }

    private Map<Fingerprint, Sealer> sealers(
            Install current,
            List<KeyArn> others,
            Instant now,
            List<ColumnCensus> columns,
            Questions questions) {
        List<Fingerprint> fingerprints =
                columns.stream()
                        .flatMap(column -> column.groups().stream())
                        .flatMap(SealedGroup::fingerprints)
                        .distinct()
                        .toList();
        return new Attribution(
                        questions,
                        memory,
                        RecordedKey.all(current.dataKeys(), others, current.region()),
                        now.isBefore(current.installedAt().plus(ROTATION)),
                        fingerprints,
                        wanted -> sample(current.database(), columns, wanted))
                .sealers();
    }

    /// A whole value of this fingerprint from the first column that has one.
    private Sample sample(DatabaseRef database, List<ColumnCensus> columns, Fingerprint wanted) {
        Sample last = new Sample.None("no column holds it");
        for (ColumnCensus column : columns) {
            for (SealedGroup group : column.groups()) {
                if (group.fingerprints().anyMatch(wanted::equals)) {
                    last =
                            group.sample(wanted)
                                    .<Sample>map(Sample.Whole::new)
                                    .orElseGet(() -> tables.sample(database, column, group));
                    if (last instanceof Sample.Whole) {
                        return last;
                    }
                }
            }
        }
        return last;
    }

    private Inspection withRowsNamed(
            DatabaseRef database, Inspection.Seen seen, Map<Fingerprint, Sealer> sealers) {
        List<ColumnCensus> columns =
                seen.columns().stream()
                        .map(column ->
                                column.withGroups(
                                        column.groups().stream()
                                                .map(group ->
                                                        named(database, column, group, sealers))
                                                .toList()))
                        .toList();
        return new Inspection.Seen(columns, seen.unread());
    }

    /// Rows of the current key are fine, and nobody asks for their names.
    private SealedGroup named(
            DatabaseRef database,
            ColumnCensus column,
            SealedGroup group,
            Map<Fingerprint, Sealer> sealers) {
        return group.isReadRowByRow()
                        || group.fingerprints()
                                .allMatch(each -> sealers.get(each) instanceof Sealer.Current)
                ? group
                : group.withFirst(tables.rows(database, column, group));
    }

    private static Map<KeyArn, KeyState> states(List<KeyArn> wanted, Questions questions) {
        Map<KeyArn, KeyState> states = new LinkedHashMap<>();
        for (KeyArn key : wanted) {
            states.computeIfAbsent(key, questions::state);
        }
        return states;
    }
}
