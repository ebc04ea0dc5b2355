package io.keymend.doctor;

import io.keymend.aead.KeyCandidate;
import io.keymend.aead.SecretSealer;
import io.keymend.mend.Action;
import io.keymend.mend.Resealer;
import io.keymend.mend.StoredValue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// Seals what was written while no key was set: base64 of the secret in clear.
final class ClearResealer implements Resealer {
    private final SecretSealer sealer;

    /// @param key belongs to the caller, who closes it
    ClearResealer(KeyCandidate key) {
        this.sealer = new SecretSealer(key);
    }

    @Override
    public Answer reseal(Action.Resealing keys, StoredValue value) {
        return switch (value) {
            case StoredValue.Text(var text) -> sealed(text);
            case StoredValue.Bytes _ -> new Answer.Left("Semaphore stores text, and this is bytes");
        };
    }

    private Answer sealed(String text) {
        byte[] characters =
                text.replace("\r", "").replace("\n", "").getBytes(StandardCharsets.UTF_8);
        byte[] plain = {};
        try {
            plain = Base64.getDecoder().decode(characters);
            return new Answer.Resealed(new StoredValue.Text(sealer.seal(plain, false)));
        } catch (IllegalArgumentException _) {
            return new Answer.Left("it is not base64");
        } finally {
            Arrays.fill(plain, (byte) 0);
            Arrays.fill(characters, (byte) 0);
        }
    }
}
