package io.keymend.doctor;

import io.keymend.aead.SuppliedSecret;

import java.util.Map;
import java.util.Objects;

/// Gets the secrets that an operator has put down for rows whose own cannot be opened any more.
public interface SuppliedSecrets {
    /// What a secret of Secrets Manager holds now.
    ///
    /// @throws Unusable where it cannot be read, or is not what is expected
    Supply read(String secretArn);

    /// The secrets by the ids of their rows, to be closed by the caller.
    ///
    /// @param version which version of the secret was read
    record Supply(String version, Map<String, SuppliedSecret> byRow) implements AutoCloseable {
        public Supply {
            byRow = Map.copyOf(byRow);
        }

        SuppliedSecret of(String id) {
            return Objects.requireNonNull(byRow.get(id));
        }

        @Override
        public void close() {
            byRow.values().forEach(SuppliedSecret::close);
        }
    }

    /// It cannot be used; the message says why, and repeats nothing of what it holds.
    final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unusable(String why) {
            super(why);
        }
    }
}
