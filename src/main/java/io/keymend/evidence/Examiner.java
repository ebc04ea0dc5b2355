package io.keymend.evidence;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.TableInspector.Sample;
import io.keymend.install.DatabaseRef;
import io.keymend.install.Install;
import io.keymend.profile.Profile;
import io.keymend.seal.Fingerprint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Gathers the evidence for one incident: counts, then a few calls to KMS, then the names of the
/// rows that the current key did not seal.
public final class Examiner {
    private final TableInspector tables;
    private final KeyProbe keys;
    private final SeenSeals seen;

    /// An examiner that remembers no seals.
    public Examiner(TableInspector tables, KeyProbe keys) {
        this(tables, keys, SeenSeals.none());
    }

    public Examiner(TableInspector tables, KeyProbe keys, SeenSeals seen) {
        this.tables = tables;
        this.keys = keys;
        this.seen = seen;
    }

    /// Everything that can be known of a database's seals and their keys.
    ///
    /// @param others keys that may have sealed rows before: those of former installs, the denial's
    ///   first
    public Evidence examine(
            Install current, Profile profile, List<KeyArn> others, BooleanSupplier timeIsUp) {
        Inspection inspection = tables.inspect(current.database(), profile, timeIsUp);
        List<KeyArn> all = new ArrayList<>(current.dataKeys());
        all.addAll(others);
        return switch (inspection) {
            case Inspection.Unseen(var why) ->
                    new Evidence(
                            inspection,
                            Map.of(),
                            Map.of(),
                            readings(all),
                            new Canary.NotRun("the tables could not be read: " + why));
            case Inspection.Seen read -> seen(current, others, all, read);
        };
    }

    private Evidence seen(
            Install current, List<KeyArn> others, List<KeyArn> all, Inspection.Seen read) {
        List<ColumnCensus> columns = read.columns();
        List<Fingerprint> fingerprints =
                columns.stream()
                        .flatMap(column -> column.groups().stream())
                        .map(SealedGroup::fingerprint)
                        .distinct()
                        .toList();
        Canary canary = canary(current, fingerprints);
        Map<Fingerprint, KeyArn> recorded = seen.of(fingerprints);
        Attribution attribution = new Attribution(keys, current.dataKeys(), others, recorded);
        if (canary instanceof Canary.Passed(var own)) {
            attribution.learn(own, current.dataKeys().getFirst());
        }
        Map<Fingerprint, Sealer> sealers =
                attribution.attribute(
                        fingerprints, wanted -> sample(current.database(), columns, wanted));
        Map<Fingerprint, KeyArn> news = proved(sealers);
        news.keySet().removeAll(recorded.keySet());
        seen.remember(news);
        return new Evidence(
                withRowsNamed(current.database(), read, sealers),
                sealers,
                attribution.notOf(),
                readings(all),
                canary);
    }

    private Canary canary(Install current, List<Fingerprint> fingerprints) {
        if (fingerprints.isEmpty()) {
            return new Canary.NotRun("no sealed value was found to judge");
        }
        return current.dataKeys().stream()
                .findFirst()
                .map(keys::canary)
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
                if (group.fingerprint().equals(wanted)) {
                    last = tables.sample(database, column, group);
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
        return sealers.get(group.fingerprint()) instanceof Sealer.Current
                ? group
                : group.withFirst(tables.rows(database, column, group));
    }

    private Map<KeyArn, KeyReading> readings(List<KeyArn> wanted) {
        Map<KeyArn, KeyReading> readings = new LinkedHashMap<>();
        for (KeyArn key : wanted) {
            readings.computeIfAbsent(key, keys::read);
        }
        return readings;
    }
}
