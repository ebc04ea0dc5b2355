package io.keymend.doctor;

import io.keymend.aead.KeyCandidate;
import io.keymend.aead.SecretSealer;
import io.keymend.aead.SecretType;
import io.keymend.aead.StoredSecret;
import io.keymend.mend.Action;
import io.keymend.mend.Resealer;
import io.keymend.mend.StoredValue;

/// Puts what one of Semaphore's keys sealed under another. Both keys are the caller's to close.
///
/// It sees a value and no row: one that another store holds must not be planned.
public final class SecretResealer implements Resealer {
    private final SecretType type;
    private final KeyCandidate from;
    private final SecretSealer sealer;
    private final Action.SealAgain action;

    /// @throws IllegalArgumentException where one of them is no key
    public SecretResealer(Place place, KeyCandidate from, KeyCandidate to) {
        if (!from.isUsable()) {
            throw new IllegalArgumentException("nothing opens with " + from.ref().name());
        }
        this.type = type(place);
        this.from = from;
        this.sealer = new SecretSealer(to);
        this.action = new Action.SealAgain(from.ref().keyId(), to.ref().keyId());
    }

    /// In `access_key` any type will do: what is sealed is not looked into.
    private static SecretType type(Place place) {
        return switch (place) {
            case ACCESS_KEY -> SecretType.OTHER;
            case OPTION -> SecretType.OPTION;
        };
    }

    /// What it does, as a plan says it.
    public Action.SealAgain action() {
        return action;
    }

    @Override
    public Answer reseal(Action.Resealing keys, StoredValue value) {
        if (!keys.equals(action)) {
            return new Answer.Stopped("the plan names other keys");
        }
        return switch (value) {
            case StoredValue.Text(var text) ->
                    answer(sealer.reseal(StoredSecret.of("", "", type, text), from));
            case StoredValue.Bytes _ -> new Answer.Left("Semaphore stores text, and this is bytes");
        };
    }

    private static Answer answer(SecretSealer.Answer answer) {
        return switch (answer) {
            case SecretSealer.Answer.Sealed(var secret) ->
                    new Answer.Resealed(new StoredValue.Text(secret));
            case SecretSealer.Answer.Already() -> new Answer.Already();
            case SecretSealer.Answer.Left(var why) -> new Answer.Left(why);
        };
    }
}
