package io.keymend.aead;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// Finds for row after row which known key opens it, and keeps the count for the table.
///
/// Neighbours mostly share a key, so the last that opened a row is tried first. Memory does not
/// grow with the rows. Not for two threads at once.
public final class TableDoctor {
    /// How Semaphore begins what it writes for both types of JSON.
    private static final byte[] START = "{\"login\":\"".getBytes(StandardCharsets.US_ASCII);

    private final Keyring ring;
    private final SecretReader reader;
    private final Workbench bench;
    private final Tally tally = new Tally();
    private @Nullable KeyCandidate favourite;

    /// Diagnoses with the keys of this ring, which stays the caller's to close.
    public TableDoctor(Keyring ring) {
        this.ring = ring;
        this.reader = new SecretReader(ring);
        this.bench = reader.bench();
    }

    /// Diagnoses one row and counts it.
    public RowDiagnosis diagnose(StoredSecret row) {
        try {
            Outcome now = reader.begin(row);
            RowDiagnosis diagnosis = new RowDiagnosis(row.id(), now, cause(row, now));
            tally.add(diagnosis);
            return diagnosis;
        } finally {
            bench.clear();
        }
    }

    /// The count of the rows so far.
    public TableCount count() {
        return tally.count();
    }

    /// What the rows so far mean.
    public Conclusion conclusion() {
        return Conclusion.of(tally.count(), ring.use(), ring.refsInUse());
    }

    private Cause cause(StoredSecret row, Outcome now) {
        return switch (now) {
            case Outcome.External _,
                    Outcome.Empty _,
                    Outcome.Expired _,
                    Outcome.LegacyPlaintext _ ->
                    new Cause.NoKeyAsked();
            case Outcome.CiphertextNotBase64 _ -> new Cause.Damaged();
            case Outcome.UnknownKeyId(var id) -> named(row, id);
            case Outcome.Opened _, Outcome.NotJson _, Outcome.WrongJson _ -> opened(row);
            case Outcome.KeyNotBase64 _, Outcome.KeySize _, Outcome.TooShort _, Outcome.Refused _ ->
                    refused(row);
        };
    }

    private Cause opened(StoredSecret row) {
        KeyCandidate opener = reader.opener();
        if (opener != null) {
            return new Cause.InUse(opener.ref());
        }
        return bench.isReadable(row.type()) ? new Cause.AsWritten() : search(row);
    }

    private Cause refused(StoredSecret row) {
        String id = KeyId.of(text(row));
        KeyCandidate named = id.isEmpty() ? null : Keyring.named(id, ring.inUse());
        if (named != null && named.isUsable()) {
            return new Cause.DamagedUnder(named.ref());
        }
        return bench.isReadable(row.type()) ? new Cause.Unencrypted() : search(row);
    }

    /// A value that names a key which is not in use.
    private Cause named(StoredSecret row, String id) {
        if (reader.load(text(row)) < 0) {
            return new Cause.Damaged();
        }
        KeyCandidate key = Keyring.named(id, ring.others());
        if (key == null) {
            return bench.isWhole() ? new Cause.Unopened(id) : new Cause.Damaged();
        }
        return bench.opens(key) ? new Cause.OtherKey(key.ref()) : new Cause.DamagedUnder(key.ref());
    }

    private Cause search(StoredSecret row) {
        if (!bench.isWhole()) {
            return new Cause.Damaged();
        }
        KeyCandidate last = favourite;
        if (last != null && bench.opens(last)) {
            return new Cause.OtherKey(last.ref());
        }
        KeyCandidate beginner = row.type().isJson() ? beginner() : null;
        if (beginner != null && bench.opens(beginner)) {
            favourite = beginner;
            return new Cause.OtherKey(beginner.ref());
        }
        for (KeyCandidate key : ring.others()) {
            if (key != last && key != beginner && bench.opens(key)) {
                favourite = key;
                return new Cause.OtherKey(key.ref());
            }
        }
        return beginner == null ? new Cause.Unopened("") : new Cause.DamagedUnder(beginner.ref());
    }

    /// The key under which the value begins as Semaphore begins it: one block a key says so, where
    /// an opening takes them all. It sealed the value, which may have been changed since.
    private @Nullable KeyCandidate beginner() {
        return Stream.concat(ring.inUse().stream(), ring.others().stream())
                .filter(key -> bench.began(key, START))
                .findFirst()
                .orElse(null);
    }

    private static String text(StoredSecret row) {
        String text = row.secret();
        return text == null ? "" : text;
    }
}
