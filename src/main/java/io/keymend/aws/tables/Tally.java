package io.keymend.aws.tables;

import io.keymend.evidence.OtherValues;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.SealedGroup;
import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;
import io.keymend.seal.Format;
import io.keymend.seal.Seal;
import io.keymend.seal.SealedValue;
import io.keymend.seal.Structure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The count of one column as it grows: by the database for what it can tell apart, by reading for
/// the rest.
///
/// Blobs of one fingerprint begin differently by generation and operation, and hexadecimal by its
/// case; they are one group.
final class Tally {
    /// More key materials in one column than any product uses.
    static final int MOST_GROUPS = 1_000;

    /// Rows named of a group that only reading tells.
    private static final int NAMED = 100;

    private final Map<Alike, Group> groups = new LinkedHashMap<>();
    private final Map<Kind, Long> others = new LinkedHashMap<>();
    private long rows;
    private long nulls;
    private long plain;

    private record Alike(
            Format format, Optional<Encoding> encoding, List<Fingerprint> fingerprints) {}

    private record Kind(Format format, boolean damaged) {}

    private static final class Group {
        private long rows;
        private final List<RowKey> first = new ArrayList<>();
        private final List<SealedValue> samples = new ArrayList<>();

        void add(RowKey key, StoredValue.Read read, Collection<Seal> seals) {
            rows++;
            if (first.size() < NAMED && !key.values().isEmpty()) {
                first.add(key);
            }
            if (samples.isEmpty()) {
                seals.forEach(seal -> read.blob(seal).ifPresent(samples::add));
            }
        }
    }

    /// Rows that the database counted.
    void counted(Beginning beginning, long count) {
        rows += count;
        switch (beginning) {
            case Beginning.Null() -> nulls += count;
            case Beginning.Blank() -> other(Format.EMPTY, false, count);
            case Beginning.Plain() -> plain += count;
            case Beginning.Blob(var encoding, var fingerprint) ->
                    group(Format.KMS_BLOB, Optional.of(encoding), List.of(fingerprint)).rows +=
                            count;
        }
    }

    /// A value of a group that the database counted.
    void sample(StoredValue stored) {
        StoredValue.Read read = stored.read();
        read.value().seals().stream()
                .filter(seal -> seal.fingerprint() != null)
                .forEach(seal ->
                        groups.forEach((alike, group) -> {
                            if (alike.encoding.isPresent()
                                    && alike.fingerprints.contains(seal.fingerprint())
                                    && group.samples.isEmpty()) {
                                read.blob(seal).ifPresent(group.samples::add);
                            }
                        }));
    }

    /// One of the rows counted as plain, read.
    void read(StoredValue stored) {
        StoredValue.Read read = stored.read();
        Map<Fingerprint, Seal> seals = new LinkedHashMap<>();
        for (Seal seal : read.value().seals()) {
            if (seal.fingerprint() != null) {
                seals.putIfAbsent(seal.fingerprint(), seal);
            }
        }
        plain--;
        if (seals.isEmpty()) {
            boolean damaged = read.value().structure() instanceof Structure.Damaged;
            other(read.value().format(), damaged, 1);
        } else {
            group(read.value().format(), Optional.empty(), List.copyOf(seals.keySet()))
                    .add(stored.key(), read, seals.values());
        }
    }

    long rows() {
        return rows;
    }

    long nulls() {
        return nulls;
    }

    /// Rows that hold no blob the database can tell, and that nobody has read.
    long plain() {
        return plain;
    }

    List<SealedGroup> groups() {
        return groups.entrySet().stream()
                .map(entry -> group(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(SealedGroup::rows).reversed())
                .toList();
    }

    private static SealedGroup group(Alike alike, Group group) {
        return new SealedGroup(
                alike.fingerprints.getFirst(),
                alike.fingerprints.subList(1, alike.fingerprints.size()),
                alike.format,
                alike.encoding,
                group.rows,
                group.first,
                group.samples);
    }

    List<OtherValues> others() {
        return others.entrySet().stream()
                .map(kind ->
                        new OtherValues(
                                kind.getKey().format, kind.getKey().damaged, kind.getValue()))
                .sorted(Comparator.comparingLong(OtherValues::rows).reversed())
                .toList();
    }

    private void other(Format format, boolean damaged, long count) {
        if (count > 0) {
            others.merge(new Kind(format, damaged), count, Long::sum);
        }
    }

    private Group group(
            Format format, Optional<Encoding> encoding, List<Fingerprint> fingerprints) {
        Group group =
                groups.computeIfAbsent(new Alike(format, encoding, fingerprints), _ -> new Group());
        if (groups.size() > MOST_GROUPS) {
            throw new Uncountable("it holds values of more than " + MOST_GROUPS + " key materials");
        }
        return group;
    }
}
