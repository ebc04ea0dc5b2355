package io.keymend.doctor;

import io.keymend.aead.Cause;
import io.keymend.aead.KeyCandidate;
import io.keymend.aead.Keyring;
import io.keymend.aead.SecretSealer;
import io.keymend.aead.SecretType;
import io.keymend.aead.SuppliedSecret;
import io.keymend.mend.Action;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.Resealer;
import io.keymend.mend.RowMender;
import io.keymend.mend.StoredValue;
import io.keymend.remedy.Permit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Seals what was supplied for rows that nothing opens, all in one transaction. The old values stay
/// in the journal.
final class EnterWork implements KeyWork {
    /// Stands for the key that is lost.
    private static final String LOST = "lost";

    private final SuppliedSecrets.Supply supply;
    private final Optional<KeyCandidate> key;
    private final Map<String, Supplied> byValue = new HashMap<>();
    private final TreeSet<String> missing;
    private Optional<String> fault = Optional.empty();

    EnterWork(SuppliedSecrets.Supply supply, Keyring ring) {
        this.supply = supply;
        this.key = ring.sealing();
        this.missing = new TreeSet<>(supply.byRow().keySet());
    }

    /// What is to be sealed in place of a value.
    private record Supplied(SuppliedSecret secret, SecretType type) {}

    /// A version never changes, so it stands for what it holds.
    @Override
    public String mark() {
        return supply.version();
    }

    @Override
    public Optional<String> fault() {
        return missing.isEmpty()
                ? Optional.of("nothing is supplied for any row")
                : Optional.empty();
    }

    @Override
    public boolean picks(SecretRow row, Cause cause) {
        String id = row.secret().id();
        if (!missing.remove(id)) {
            return false;
        }
        SuppliedSecret secret = supply.of(id);
        fault =
                fault.or(() ->
                        KeyWork.hope(row, cause)
                                .or(() -> secret.fault(row.secret().type()))
                                .or(() -> kept(row, secret))
                                .map(why -> "row " + id + ": " + why));
        return true;
    }

    /// Whoever seals sees a value and no row.
    private Optional<String> kept(SecretRow row, SuppliedSecret secret) {
        String value = String.valueOf(row.secret().secret());
        Supplied supplied = new Supplied(secret, row.secret().type());
        return byValue.put(value, supplied) == null
                ? Optional.empty()
                : Optional.of("another of these rows holds the very same value");
    }

    @Override
    public Optional<String> faultOfRows() {
        return fault.or(() ->
                missing.isEmpty()
                        ? Optional.empty()
                        : Optional.of("there is no row " + KeyWork.ids(missing)));
    }

    @Override
    public ChunkOutcome change(
            RowMender mender, Permit permit, String schema, List<PlannedRow> rows) {
        KeyCandidate used = key.orElseThrow();
        SecretSealer sealer = new SecretSealer(used);
        return mender.resealWhole(
                permit,
                KeyMending.target(schema, new Action.SealAgain(LOST, used.ref().keyId())),
                rows,
                (_, value) -> sealed(sealer, value));
    }

    private Resealer.Answer sealed(SecretSealer sealer, StoredValue value) {
        if (!(value instanceof StoredValue.Text(var old))) {
            return new Resealer.Answer.Left("Semaphore stores text, and this is bytes");
        }
        Supplied supplied = byValue.get(old);
        if (supplied == null) {
            return new Resealer.Answer.Left("nothing is supplied for its value");
        }
        byte[] plaintext = supplied.secret.plaintext(supplied.type);
        try {
            return new Resealer.Answer.Resealed(
                    new StoredValue.Text(sealer.sealInPlaceOf(old, plaintext)));
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }
}
