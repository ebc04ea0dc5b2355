package io.keymend.aws.secrets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What could not be read of where keys are kept, and what is odd there. Versions of which the same
/// is to be said share a note.
final class KeyNotes {
    private static final int SHOWN = 3;

    private record About(String name, String what) {}

    private final Map<About, Set<String>> versions = new LinkedHashMap<>();

    /// Notes something of the secret of this name.
    void add(String name, String what) {
        versions.computeIfAbsent(new About(name, what), _ -> new LinkedHashSet<>());
    }

    /// Notes something of one of its versions.
    void add(String name, String version, String what) {
        versions.computeIfAbsent(new About(name, what), _ -> new LinkedHashSet<>()).add(version);
    }

    /// `AWSPREVIOUS (ab12cd34) of semaphore/access-key: ...`, in the order noted.
    List<String> all() {
        List<String> notes = new ArrayList<>();
        versions.forEach((about, of) -> notes.add(which(about, of) + ": " + about.what));
        return notes;
    }

    private static String which(About about, Set<String> of) {
        if (of.isEmpty()) {
            return about.name;
        }
        String some = String.join(", ", of.stream().limit(SHOWN).toList());
        String more = of.size() > SHOWN ? " and " + (of.size() - SHOWN) + " more" : "";
        return some + more + " of " + about.name;
    }
}
