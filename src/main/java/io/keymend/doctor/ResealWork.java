package io.keymend.doctor;

import io.keymend.aead.Cause;
import io.keymend.aead.KeyCandidate;
import io.keymend.aead.Keyring;
import io.keymend.mend.Action;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.Resealer;
import io.keymend.mend.RowMender;
import io.keymend.remedy.Permit;

import java.util.List;
import java.util.Optional;

/// Seals again what another key opens, all in one transaction.
final class ResealWork implements KeyWork {
    private final String from;
    private final Optional<KeyCandidate> old;
    private final Optional<KeyCandidate> to;

    ResealWork(KeyTask.Reseal task, Keyring ring) {
        this.from = task.from();
        this.old = ring.notInUse(from);
        this.to = ring.sealing();
    }

    @Override
    public String mark() {
        return from;
    }

    @Override
    public Optional<String> fault() {
        return isUnsealed() || old.isPresent()
                ? Optional.empty()
                : Optional.of("no key at hand has this id, or it is in use");
    }

    private boolean isUnsealed() {
        return from.equals(KeyTask.Reseal.NONE);
    }

    @Override
    public boolean picks(SecretRow row, Cause cause) {
        return switch (cause) {
            case Cause.OtherKey(var key) -> key.keyId().equals(from);
            case Cause.Unencrypted() -> isUnsealed();
            case Cause.NoKeyAsked _,
                    Cause.InUse _,
                    Cause.AsWritten _,
                    Cause.Damaged _,
                    Cause.DamagedUnder _,
                    Cause.Unopened _ ->
                    false;
        };
    }

    @Override
    public Optional<String> faultOfRows() {
        return Optional.empty();
    }

    @Override
    public ChunkOutcome change(
            RowMender mender, Permit permit, String schema, List<PlannedRow> rows) {
        KeyCandidate key = to.orElseThrow();
        Resealer resealer =
                old.<Resealer>map(sealed -> new SecretResealer(Place.ACCESS_KEY, sealed, key))
                        .orElseGet(() -> new ClearResealer(key));
        Action action = new Action.SealAgain(from, key.ref().keyId());
        return mender.resealWhole(permit, KeyMending.target(schema, action), rows, resealer);
    }
}
