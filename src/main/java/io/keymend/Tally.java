package io.keymend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What became of everything one invocation brought. Nothing it brought is missing here.
final class Tally {
    private final Map<String, Integer> ignored = new TreeMap<>();
    private final Set<String> unread = new LinkedHashSet<>();
    private final Set<String> putOff = new LinkedHashSet<>();
    private final List<Outcome.Announced> announced = new ArrayList<>();
    private int denials;

    void ignored(String reason, int records) {
        ignored.merge(reason, records, Integer::sum);
    }

    /// Something in this message, or at this place, cannot be read.
    void unread(String id) {
        unread.add(id);
    }

    /// Something in this message, or at this place, has to come again.
    void putOff(String id) {
        putOff.add(id);
    }

    void announced(Outcome.Announced outcome) {
        announced.add(outcome);
    }

    void denial() {
        denials++;
    }

    int denials() {
        return denials;
    }

    Map<String, Integer> ignored() {
        return Collections.unmodifiableMap(ignored);
    }

    Set<String> unread() {
        return Collections.unmodifiableSet(unread);
    }

    Set<String> putOff() {
        return Collections.unmodifiableSet(putOff);
    }

    List<Outcome.Announced> announced() {
        return Collections.unmodifiableList(announced);
    }

    /// Everything that was not dealt with.
    List<String> failed() {
        Set<String> failed = new LinkedHashSet<>(unread);
        failed.addAll(putOff);
        return List.copyOf(failed);
    }
}
