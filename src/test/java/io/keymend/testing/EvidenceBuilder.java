package io.keymend.testing;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Canary;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.ColumnName;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.Inspection;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.KeyReading;
import io.keymend.evidence.KeyState;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.Sealer;
import io.keymend.evidence.TableName;
import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Evidence from tables that were read, with a current key that works, until told otherwise. KMS
/// said of every stale value that the current key did not seal it.
public final class EvidenceBuilder {
    private final List<ColumnCensus> columns = new ArrayList<>();
    private final List<Inspection.Unread> unread = new ArrayList<>();
    private final Map<Fingerprint, Sealer> sealers = new LinkedHashMap<>();
    private final Map<KeyArn, KeyReading> keys = new LinkedHashMap<>();
    private final Map<Fingerprint, Set<KeyArn>> notOf = new LinkedHashMap<>();
    private Canary canary = new Canary.Passed(Ids.fingerprint(-1));

    public static EvidenceBuilder evidence() {
        return new EvidenceBuilder().state(Ids.CURRENT_KEY, new KeyState.Enabled());
    }

    /// A column of `public.<table>` whose values one sealer sealed, with the keys of all its rows.
    public EvidenceBuilder column(String table, String column, Sealer sealer, int rows) {
        Fingerprint fingerprint = Ids.fingerprint(sealers.size());
        sealers.put(fingerprint, sealer);
        return column(census(table, column, group(fingerprint, rows)));
    }

    public EvidenceBuilder column(ColumnCensus column) {
        columns.add(column);
        return this;
    }

    public EvidenceBuilder sealer(Fingerprint fingerprint, Sealer sealer) {
        sealers.put(fingerprint, sealer);
        return this;
    }

    public EvidenceBuilder unread(String table) {
        unread.add(new Inspection.Unread(new TableName("public", table), "permission denied"));
        return this;
    }

    public EvidenceBuilder state(KeyArn key, KeyState state) {
        return reading(key, KeyReading.of(state));
    }

    public EvidenceBuilder reading(KeyArn key, KeyReading reading) {
        keys.put(key, reading);
        return this;
    }

    public EvidenceBuilder canary(Canary canary) {
        this.canary = canary;
        return this;
    }

    /// KMS was not asked whether this key sealed the values of this fingerprint.
    public EvidenceBuilder neverAsked(Fingerprint fingerprint) {
        notOf.put(fingerprint, Set.of());
        return this;
    }

    public Evidence build() {
        Map<Fingerprint, Set<KeyArn>> denied = new LinkedHashMap<>();
        sealers.forEach((fingerprint, sealer) -> {
            if (sealer instanceof Sealer.Other || sealer instanceof Sealer.Foreign) {
                denied.put(fingerprint, Set.of(Ids.CURRENT_KEY));
            }
        });
        denied.putAll(notOf);
        return new Evidence(new Inspection.Seen(columns, unread), sealers, denied, keys, canary);
    }

    /// The same key states, and tables that could not be read at all.
    public Evidence unseen(String why) {
        return new Evidence(
                new Inspection.Unseen(why),
                Map.of(),
                Map.of(),
                keys,
                new Canary.NotRun("the tables could not be read"));
    }

    public static Sealer sealed(KeyArn key) {
        return key.equals(Ids.CURRENT_KEY)
                ? new Sealer.Current(key, Sealer.Proof.FINGERPRINT)
                : new Sealer.Other(key, Sealer.Proof.PROBE);
    }

    /// A column with one primary key column, `id`.
    public static ColumnCensus census(String table, String column, SealedGroup... groups) {
        return new ColumnCensus(
                new ColumnName(new TableName("public", table), column),
                true,
                List.of(new KeyColumn("id", false)),
                List.of(groups).stream().mapToLong(SealedGroup::rows).sum(),
                0,
                List.of(groups),
                List.of());
    }

    /// A group whose rows are 1, 2, 3, all of them listed.
    public static SealedGroup group(Fingerprint fingerprint, int rows) {
        return group(
                fingerprint,
                rows,
                IntStream.rangeClosed(1, rows).mapToObj(Integer::toString).toArray(String[]::new));
    }

    /// A group that lists only these of its rows.
    public static SealedGroup group(Fingerprint fingerprint, long rows, String... ids) {
        return new SealedGroup(
                fingerprint,
                Encoding.BASE64,
                rows,
                List.of(ids).stream().map(id -> new RowKey(List.of(id))).toList());
    }
}
