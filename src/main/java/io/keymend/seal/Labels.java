package io.keymend.seal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compares what labels say with what seals say, over many values.
///
/// One key may have many fingerprints, since its material rotates. One fingerprint has one key, or
/// replicas of one multi-Region key: where labels name more, those of the fewer values are wrong,
/// or all of them where none has most. An alias and a key may be the same. Two aliases are taken
/// for two keys only where each has a fingerprint that it names most often.
public final class Labels {
    private final Map<Fingerprint, Map<KeyName, Integer>> names = new HashMap<>();
    private final Set<KeyName> leaders = new HashSet<>();

    /// What the noted values say of one label.
    public enum Answer {
        /// No other key is named for the fingerprint, or by fewer values.
        AGREE("agree"),
        /// More values, or as many, name another key for the same fingerprint.
        DISAGREE("label and seal disagree"),
        /// The label names no key, or the value has no seal.
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

    /// Notes that a value of this fingerprint carries this label.
    public void note(Fingerprint fingerprint, String label) {
        KeyName.of(label).ifPresent(name -> note(fingerprint, name));
    }

    /// Compares one value's label with all that was noted.
    public Answer compare(Fingerprint fingerprint, String label) {
        Optional<KeyName> name = KeyName.of(label);
        if (name.isEmpty()) {
            return Answer.INCOMPARABLE;
        }
        Map<KeyName, Integer> rivals = rivals(fingerprint, name.get());
        if (rivals.isEmpty()) {
            return Answer.AGREE;
        }
        int own = names.getOrDefault(fingerprint, Map.of()).getOrDefault(name.get(), 0);
        return rivals.values().stream().allMatch(count -> count < own)
                ? Answer.AGREE
                : Answer.DISAGREE;
    }

    /// The keys and aliases named for a fingerprint, most often first.
    public List<String> named(Fingerprint fingerprint) {
        return names.getOrDefault(fingerprint, Map.of()).entrySet().stream()
                .sorted(
                        Map.Entry.<KeyName, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(
                                        Map.Entry.comparingByKey(
                                                Comparator.comparing(KeyName::text))))
                .map(entry -> entry.getKey().text())
                .toList();
    }

    private void note(Fingerprint fingerprint, KeyName name) {
        names.computeIfAbsent(fingerprint, _ -> new HashMap<>()).merge(name, 1, Integer::sum);
        leaders.clear();
    }

    /// The names of other keys, each with its count.
    private Map<KeyName, Integer> rivals(Fingerprint fingerprint, KeyName name) {
        Map<KeyName, Integer> rivals = new HashMap<>(names.getOrDefault(fingerprint, Map.of()));
        rivals.keySet()
                .removeIf(other ->
                        other.equals(name)
                                || other.alias() != name.alias()
                                || (name.alias() && !bothLead(name, other)));
        return rivals;
    }

    private boolean bothLead(KeyName one, KeyName other) {
        if (leaders.isEmpty()) {
            names.values().forEach(this::addLeader);
        }
        return leaders.contains(one) && leaders.contains(other);
    }

    private void addLeader(Map<KeyName, Integer> counts) {
        int most = 0;
        KeyName leader = null;
        for (Map.Entry<KeyName, Integer> entry : counts.entrySet()) {
            if (!entry.getKey().alias()) {
                continue;
            }
            if (entry.getValue() == most) {
                leader = null;
            } else if (entry.getValue() > most) {
                most = entry.getValue();
                leader = entry.getKey();
            }
        }
        if (leader != null) {
            leaders.add(leader);
        }
    }
}
