package io.keymend.aws.secrets;

import io.keymend.json.Node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Semaphore's registry of keys with ids in its JSON form: `keys`, each with a `value` or a `file`,
/// a `keys_folder`, and which one is `active`.
///
/// An active file is one of the folder's, where there is a folder. A `value` is used as it stands.
/// That the documentation and the code disagree on how the active key is named, `secrets_key` or
/// `secret_key`, is why both are taken.
final class KeyRegistry {
    private static final List<String> ACTIVE = List.of("secrets_key", "secret_key");

    /// Shorter than any key, so that a key written in the wrong place is not shown.
    private static final Pattern SHOWN = Pattern.compile("[A-Za-z0-9._-]{1,20}");

    private final List<FoundKey> keys = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final String active;

    private KeyRegistry(String active) {
        this.active = active;
    }

    /// Whether the document is one.
    static boolean isOne(Node document) {
        return Stream.of("keys", "keys_folder", "active")
                .anyMatch(name -> !document.at(name).isAbsent());
    }

    static KeysInText read(Node document) {
        Node pointers = document.at("active");
        KeyRegistry registry = new KeyRegistry(named(pointers, ""));
        Node keys = document.at("keys");
        keys.names().forEach(label -> registry.add(label, keys.at(label)));
        keys.elements().forEach(entry -> registry.add(entry.at("name").textOrEmpty(), entry));
        String folder = document.at("keys_folder").textOrEmpty();
        Stream.of(named(pointers, "_file"), folder)
                .filter(file -> !file.isEmpty())
                .findFirst()
                .ifPresent(registry.files::add);
        return registry.found(!folder.isEmpty());
    }

    private static String named(Node pointers, String suffix) {
        return ACTIVE.stream()
                .map(name -> pointers.at(name + suffix).textOrEmpty())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    /// An entry without a key is passed over, as Semaphore does.
    private void add(String label, Node entry) {
        Node text = entry.isText() ? entry : entry.at("value");
        if (!text.textOrEmpty().isEmpty()) {
            FoundKey.Use use =
                    !label.isEmpty() && label.equals(active)
                            ? FoundKey.Use.ACTIVE
                            : FoundKey.Use.ROWS;
            keys.add(new FoundKey(shown(label), use, SecretText.bytes(text)));
        }
        entry.at("file").text().ifPresent(files::add);
    }

    private String shown(String label) {
        return SHOWN.matcher(label).matches()
                ? ", key " + label
                : ", key number " + (keys.size() + 1);
    }

    private KeysInText found(boolean folder) {
        keys.sort(Comparator.comparing(FoundKey::use));
        return keys.isEmpty() && files.isEmpty()
                ? KeysInText.none("it is a registry without a key")
                : new KeysInText(keys, files, odd(folder));
    }

    private Optional<String> odd(boolean folder) {
        if (folder) {
            return Optional.of(
                    "it has a folder of keys, of which those are tried that are recorded as places"
                            + " of their own");
        }
        boolean lost =
                !active.isEmpty()
                        && files.isEmpty()
                        && keys.stream().noneMatch(key -> key.use() == FoundKey.Use.ACTIVE);
        return lost
                ? Optional.of("its active key is not among its keys, so Semaphore refuses it")
                : Optional.empty();
    }
}
