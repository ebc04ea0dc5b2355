package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads JSON: every string may be sealed, and a label beside it may claim to name the key.
final class JsonReader {
    private static final int FAR = 3;

    private final JsonStrings strings;
    private final int depth;
    private final Found found = new Found();
    private final List<Integer> owners = new ArrayList<>();
    private final Map<Integer, String> labels = new HashMap<>();
    private final Set<String> sopsProviders = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();

    private JsonReader(String text, int start, int depth) {
        this.strings = new JsonStrings(text, start);
        this.depth = depth;
    }

    /// Null where the text is no JSON.
    static @Nullable ValueReading read(String text, int start, int depth) {
        char last = text.charAt(text.stripTrailing().length() - 1);
        return last == '}' || last == ']' ? new JsonReader(text, start, depth).read() : null;
    }

    private @Nullable ValueReading read() {
        while (strings.next()) {
            note();
            String value = strings.value();
            boolean label =
                    KeyLabel.isReference(value)
                            || (!sealed() && KeyLabel.isName(strings.name(), value));
            if (label) {
                labels.putIfAbsent(scope(), value);
            }
        }
        if (!strings.balanced()) {
            return null;
        }
        for (int i = 0; i < found.size(); i++) {
            String label = labelFor(owners.get(i));
            if (label != null && found.seal(i).keyArn() == null) {
                found.replace(i, found.seal(i).labelled(label));
            }
        }
        return reading();
    }

    private void note() {
        if (names.size() < 64) {
            names.add(strings.name());
        }
        if (strings.name().equals("enc") || strings.name().equals("enckey")) {
            int object = strings.object();
            for (int up = 0; up < FAR && object != 0; up++) {
                int parent = strings.parent(object);
                if (strings.nameOf(parent).equals("sops")) {
                    sopsProviders.add(strings.nameOf(object));
                }
                object = parent;
            }
        }
    }

    /// Reads a value, and says whether anything sealed it.
    private boolean sealed() {
        if (found.isFull()) {
            return false;
        }
        int first = found.size();
        int start = strings.start();
        int length = strings.end() - start;
        ValueReading part = TextReader.read(strings.value(), Math.max(0, depth - 1));
        boolean sealed = found.take(part, start, length);
        boolean escaped = length != strings.value().length();
        for (int i = first; i < found.size(); i++) {
            owners.add(strings.object());
            Seal seal = found.seal(i);
            if (escaped) {
                found.replace(i, seal.movedTo(seal.place().somewhereIn(start, length)));
            }
        }
        return sealed;
    }

    /// A `masterKey` speaks for the document it is in.
    private int scope() {
        int object = strings.object();
        return strings.nameOf(object).equals("masterKey") ? strings.parent(object) : object;
    }

    private @Nullable String labelFor(int owner) {
        int object = owner;
        for (int up = 0; up < FAR; up++) {
            String label = labels.get(object);
            if (label != null || object == 0) {
                return label;
            }
            object = strings.parent(object);
        }
        return null;
    }

    private ValueReading reading() {
        if (!sopsProviders.isEmpty()) {
            sopsProviders.forEach(found::provider);
            return SopsText.reading(found);
        }
        if (!found.isNothing()) {
            boolean mongo = names.contains("provider") && hasObject("keyMaterial", "masterKey");
            return found.reading(mongo ? Format.MONGODB_KEY : Format.JSON_ENVELOPE);
        }
        if (names.contains("iv") && names.contains("value") && names.contains("mac")) {
            return OtherText.named(Format.LARAVEL, "a value of Laravel's encrypter");
        }
        return names.contains("p") && hasObject("h")
                ? OtherText.named(Format.RAILS, "a value of Active Record encryption")
                : TextReader.plain(Format.JSON);
    }

    private boolean hasObject(String... wanted) {
        Set<String> left = new LinkedHashSet<>(List.of(wanted));
        left.removeAll(names);
        for (int i = 1; i < strings.objects() && !left.isEmpty(); i++) {
            left.remove(strings.nameOf(i));
        }
        return left.isEmpty();
    }
}
