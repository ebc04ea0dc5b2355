package io.keymend.doctor;

import io.keymend.aead.Cause;
import io.keymend.aead.StoredSecret;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.RowMender;
import io.keymend.remedy.Permit;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How one task picks its rows, and what it does to them.
interface KeyWork {
    /// Rows that are named where not all can be.
    int TOLD = 20;

    /// What tells this task from others of its kind over the same rows.
    String mark();

    /// What stands against it before any row was read.
    Optional<String> fault();

    /// Whether a row is among those to be changed.
    boolean picks(SecretRow row, Cause cause);

    /// What stands against it when every row was read.
    Optional<String> faultOfRows();

    /// Changes the rows that were picked.
    ChunkOutcome change(RowMender mender, Permit permit, String schema, List<PlannedRow> rows);

    /// A few ids, as they are told. Whoever asked typed them, so only digits are repeated.
    static String ids(Collection<String> ids) {
        String few =
                ids.stream()
                        .limit(TOLD)
                        .map(id -> id.matches("[0-9]{1,18}") ? id : "that is not a number")
                        .distinct()
                        .collect(Collectors.joining(", "));
        return ids.size() > TOLD ? few + " and " + (ids.size() - TOLD) + " more" : few;
    }

    /// Why a row is not given up yet: only what nothing opens may be written over.
    static Optional<String> hope(SecretRow row, Cause cause) {
        StoredSecret secret = row.secret();
        if (!secret.storage().isEmpty()) {
            return Optional.of("another store holds its secret");
        }
        if (row.owner().equals("task")) {
            return Optional.of("it belongs to a single task");
        }
        return switch (cause) {
            case Cause.NoKeyAsked() -> Optional.of("no key comes into it: edit it in Semaphore");
            case Cause.InUse _, Cause.AsWritten _ ->
                    Optional.of("Semaphore can open it: edit it there");
            case Cause.OtherKey(var key) ->
                    Optional.of(
                            "the key " + key.keyId() + " is at hand and opens it: seal it again");
            case Cause.Unencrypted() ->
                    Optional.of("it was written while no key was set: seal it again from none");
            case Cause.Damaged(), Cause.DamagedUnder _, Cause.Unopened _ -> Optional.empty();
        };
    }
}
