package io.keymend.evidence;

import io.keymend.denial.KeyArn;
import io.keymend.seal.Fingerprint;
import io.keymend.seal.KmsBlob;
import io.keymend.seal.SealedValue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Keys of which the test says which materials they have, and which calls KMS refuses.
final class KeysInMemory implements KeyProbe {
    private final Map<KeyArn, List<Fingerprint>> materials = new HashMap<>();
    private final Map<KeyArn, KeyState> states = new HashMap<>();
    private final Set<KeyArn> refused = new HashSet<>();
    private final Set<String> silent = new HashSet<>();
    private final Set<Fingerprint> damaged = new HashSet<>();
    final List<String> calls = new ArrayList<>();

    /// Gives a key its materials, the present one last.
    KeysInMemory key(KeyArn key, Fingerprint... made) {
        materials.put(key, List.of(made));
        return this;
    }

    KeysInMemory state(KeyArn key, KeyState state) {
        states.put(key, state);
        return this;
    }

    /// Makes KMS refuse every call that uses the key.
    KeysInMemory refuse(KeyArn key) {
        refused.add(key);
        return this;
    }

    /// Makes KMS answer no call in a Region.
    KeysInMemory silence(String region) {
        silent.add(region);
        return this;
    }

    /// Makes values of this fingerprint fail under the key that sealed them.
    KeysInMemory damage(Fingerprint fingerprint) {
        damaged.add(fingerprint);
        return this;
    }

    @Override
    public KeyReading read(KeyArn key) {
        calls.add("state " + key);
        return KeyReading.of(states.getOrDefault(key, new KeyState.Enabled()));
    }

    @Override
    public Canary canary(KeyArn key) {
        calls.add("canary " + key);
        if (silent.contains(key.region())) {
            return new Canary.NotRun("Throttling", true);
        }
        List<Fingerprint> made = materials.getOrDefault(key, List.of());
        return refused.contains(key) || made.isEmpty()
                ? new Canary.NotRun("AccessDenied")
                : new Canary.Passed(made.getLast());
    }

    @Override
    public Own ownFingerprint(KeyArn key) {
        calls.add("own " + key);
        if (silent.contains(key.region())) {
            return new Own.Unanswered("Throttling");
        }
        List<Fingerprint> made = materials.getOrDefault(key, List.of());
        return refused.contains(key) || made.isEmpty()
                ? new Own.Unaskable("AccessDenied")
                : new Own.Known(made.getLast());
    }

    @Override
    public Answer sealedBy(KeyArn key, SealedValue value) {
        Fingerprint sealed = Fingerprint.at(value.blob(), KmsBlob.FINGERPRINT_OFFSET);
        calls.add("probe " + key + " " + sealed);
        if (silent.contains(key.region())) {
            return new Answer.Unanswered("Throttling");
        }
        if (refused.contains(key)) {
            return new Answer.Unaskable("AccessDenied");
        }
        if (!materials.getOrDefault(key, List.of()).contains(sealed)) {
            return new Answer.No();
        }
        return damaged.contains(sealed)
                ? new Answer.Undecided("InvalidCiphertext")
                : new Answer.Yes();
    }
}
