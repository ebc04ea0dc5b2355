package io.keymend.doctor;

import io.keymend.aead.Keyring;
import io.keymend.install.OwnKey;

import java.util.List;

/// Gets the keys that Semaphore has or may have had.
public interface KeySource {
    /// Reads every place where a key may be kept. What cannot be read is noted, and the rest is
    /// there all the same.
    Found keys(OwnKey where);

    /// The keys, to be closed by the caller.
    ///
    /// @param notes what could not be read, and what is odd about the places, without any value
    record Found(Keyring ring, List<String> notes) implements AutoCloseable {
        public Found {
            notes = List.copyOf(notes);
        }

        @Override
        public void close() {
            ring.close();
        }
    }
}
