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
    /// @param inUseKnown whether every place was read that a key in use may come from; where not,
    ///   the ring's keys in use are some of them or none, and that none is set is not known
    record Found(Keyring ring, List<String> notes, boolean inUseKnown) implements AutoCloseable {
        public Found {
            notes = List.copyOf(notes);
        }

        /// Keys of which those in use are known.
        public Found(Keyring ring, List<String> notes) {
            this(ring, notes, true);
        }

        @Override
        public void close() {
            ring.close();
        }
    }
}
