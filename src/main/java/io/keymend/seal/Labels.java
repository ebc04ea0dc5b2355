package io.keymend.seal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Compares what labels say with what seals say, over many values.
///
/// One key may have many fingerprints, since its material rotates. One fingerprint has one key, or
/// replicas of one multi-Region key: labels that name more are wrong somewhere.
public final class Labels {
    private final Map<Fingerprint, Set<String>> keys = new HashMap<>();

    /// Notes that a value of this fingerprint carries this label. Labels that name no key for good,
    /// such as aliases, are passed over.
    public void note(Fingerprint fingerprint, String label) {
        ConcreteKey.of(label)
                .ifPresent(
                        key ->
                                keys.computeIfAbsent(fingerprint, _ -> new TreeSet<>())
                                        .add(key.material()));
    }

    /// What the noted values say of one label.
    public enum Answer {
        /// No other key is named for the fingerprint.
        AGREE("agree"),
        /// Another key is named for the same fingerprint: at least one of them is wrong.
        DISAGREE("label and seal disagree"),
        /// The label, or the seal, names no key.
        INCOMPARABLE("no label comparison possible");

        private final String text;

        Answer(String text) {
            this.text = text;
        }

        /// In words.
        public String text() {
            return text;
        }
    }

    /// Compares one value's label with all that was noted.
    public Answer compare(Fingerprint fingerprint, String label) {
        if (ConcreteKey.of(label).isEmpty()) {
            return Answer.INCOMPARABLE;
        }
        return keys.getOrDefault(fingerprint, Set.of()).size() > 1
                ? Answer.DISAGREE
                : Answer.AGREE;
    }

    /// The keys named for a fingerprint, replicas as one; more than one means that a label is
    /// wrong.
    public List<String> keysOf(Fingerprint fingerprint) {
        return List.copyOf(keys.getOrDefault(fingerprint, Set.of()));
    }
}
