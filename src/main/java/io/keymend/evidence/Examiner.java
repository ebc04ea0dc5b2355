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
    private final SeenSeals seen;
    private final SealMemory memory = new SealMemory();

    /// An examiner that remembers no seals from earlier runs.
    public Examiner(TableInspector tables, KeyProbe keys) {
        this(tables, keys, SeenSeals.none());
    }

    public Examiner(TableInspector tables, KeyProbe keys, SeenSeals seen) {
        this.tables = tables;
        this.keys = keys;
        this.seen = seen;
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
            case Inspection.Unseen(var why) ->
                    new Evidence(
                            inspection,
                            Map.of(),
                            Map.of(),
                            readings(all, questions),
                            new Canary.NotRun("the tables could not be read: " + why));
            case Inspection.Seen read ->
                    attributed(
                            current,
                            read,
                            questions,
                            all,
                            RecordedKey.all(current.dataKeys(), others, current.region()),
                            now.isBefore(current.installedAt().plus(ROTATION)));
        };
    }

    private Evidence attributed(
            Install current,
            Inspection.Seen read,
            Questions questions,
            List<KeyArn> all,
            List<RecordedKey> recordedKeys,
            boolean young) {
        List<ColumnCensus> columns = read.columns();
        List<Fingerprint> fingerprints =
                columns.stream()
                        .flatMap(column -> column.groups().stream())
                        .flatMap(SealedGroup::fingerprints)
                        .distinct()
                        .toList();
        Map<Fingerprint, KeyArn> recorded = seen.of(fingerprints);
        Attribution attribution =
                new Attribution(
                        questions,
                        memory,
                        recordedKeys,
                        recorded,
                        young,
                        fingerprints,
                        wanted -> sample(current.database(), columns, wanted));
        Map<Fingerprint, Sealer> sealers = attribution.sealers();
        Map<Fingerprint, KeyArn> news = proved(sealers);
        news.keySet().removeAll(recorded.keySet());
        seen.remember(news);
        return new Evidence(
                withRowsNamed(current.database(), read, sealers),
                sealers,
                attribution.notOf(),
                readings(all, questions),
                canary(current, attribution, sealers, questions));
    }

    /// A value that the current key opened a moment ago is as good as a fresh one. Where every
    /// value is the current key's, nothing hangs on it.
    private static Canary canary(
            Install current,
            Attribution attribution,
            Map<Fingerprint, Sealer> sealers,
            Questions questions) {
        if (attribution.opened().isPresent()) {
            return new Canary.Passed(attribution.opened().get());
        }
        if (sealers.values().stream().allMatch(Sealer.Current.class::isInstance)) {
            return new Canary.NotRun("no value of another key was found");
        }
        return current.dataKeys().stream()
                .findFirst()
                .map(questions::canary)
                .orElseGet(() -> new Canary.NotRun("the current install has no data key"));
    }

    /// What this run itself saw, to know it again when the key can no longer be asked.
    private static Map<Fingerprint, KeyArn> proved(Map<Fingerprint, Sealer> sealers) {
        Map<Fingerprint, KeyArn> proved = new LinkedHashMap<>();
        sealers.forEach((fingerprint, sealer) -> {
            switch (sealer) {
                case Sealer.Current(var key, var proof) when proof.isSeenNow() ->
                        proved.put(fingerprint, key);
                case Sealer.Other(var key, var proof) when proof.isSeenNow() ->
                        proved.put(fingerprint, key);
                case Sealer.Current _, Sealer.Other _ -> {}
                case Sealer.Foreign _, Sealer.Unresolved _ -> {}
            }
        });
        return proved;
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

    private static Map<KeyArn, KeyReading> readings(List<KeyArn> wanted, Questions questions) {
        Map<KeyArn, KeyReading> readings = new LinkedHashMap<>();
        for (KeyArn key : wanted) {
            readings.computeIfAbsent(key, questions::read);
        }
        return readings;
    }
}
