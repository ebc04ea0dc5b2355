package io.keymend.aws.secrets;

import io.keymend.install.JsonPointer;
import io.keymend.install.OwnKey;
import io.keymend.install.OwnKey.As;
import io.keymend.json.Json;
import io.keymend.json.Node;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds the keys in a secret's text, as its place says that Semaphore reads it.
///
/// Nothing is taken off a key but by Semaphore itself, which takes blanks off the files of a
/// registry: what stands around a key is what often is wrong with it.
final class SecretText {
    private static final String VARIABLE = "SEMAPHORE_ACCESS_KEY_ENCRYPTION";
    private static final String FIELD = "access_key_encryption";
    private static final String OPTION_VARIABLE = "SEMAPHORE_OPTION_ENCRYPTION";
    private static final String OPTION_FIELD = "option_encryption";

    private final Json json;
    private final OwnKey.Kept place;

    SecretText(Json json, OwnKey.Kept place) {
        this.json = json;
        this.place = place;
    }

    /// The keys in it, each in an array of its own.
    KeysInText read(byte[] text) {
        if (place.pointer().isEmpty() && !beginsAsObject(text)) {
            return plain(text);
        }
        try {
            Node document = json.read(text);
            return place.pointer().isEmpty() ? whole(document) : pointed(document);
        } catch (Json.Unreadable e) {
            return KeysInText.none("it cannot be read as JSON: " + e.getMessage());
        }
    }

    private static boolean beginsAsObject(byte[] text) {
        for (byte c : text) {
            if (!isBlank(c)) {
                return c == '{';
            }
        }
        return false;
    }

    /// A file that is no JSON would be YAML, which has colons, as a key never has.
    private KeysInText plain(byte[] text) {
        boolean file = place.as() == As.CONFIG_FILE || place.as() == As.KEYS_FILE;
        if (file && contains(text, ':')) {
            return KeysInText.none(
                    "it looks like YAML, which is not read; keep it as JSON, or record a secret"
                            + " that holds the key alone");
        }
        return KeysInText.of(new FoundKey("", FoundKey.Use.ROWS, asRead(text.clone())));
    }

    private KeysInText pointed(Node document) {
        Node node = document;
        for (String name : JsonPointer.parse(place.pointer()).orElseThrow().names()) {
            node = step(node, name);
        }
        if (!node.isText()) {
            return KeysInText.none(
                    "there is no text at "
                            + place.pointer()
                            + " but "
                            + node
                            + "; record the place with another pointer");
        }
        return KeysInText.of(
                new FoundKey(" at " + place.pointer(), FoundKey.Use.ROWS, asRead(bytes(node))));
    }

    /// A member by its name; an element by its number, written as RFC 6901 wants it.
    private static Node step(Node node, String name) {
        if (!node.isArray() || !name.matches("0|[1-9][0-9]{0,8}")) {
            return node.at(name);
        }
        List<Node> elements = node.elements();
        int index = Integer.parseInt(name);
        return index < elements.size() ? elements.get(index) : node.at(name);
    }

    private KeysInText whole(Node document) {
        return switch (place.as()) {
            case ENVIRONMENT ->
                    members(document, List.of(VARIABLE, FIELD), List.of(OPTION_VARIABLE));
            case CONFIG_FILE -> members(document, List.of(FIELD), List.of(OPTION_FIELD));
            case KEYS_FILE -> KeyRegistry.read(document);
            case KEPT ->
                    KeyRegistry.isOne(document)
                            ? KeyRegistry.read(document)
                            : members(
                                    document,
                                    List.of(VARIABLE, FIELD),
                                    List.of(OPTION_VARIABLE, OPTION_FIELD));
        };
    }

    /// The first member of these names that is there is the key.
    private static KeysInText members(Node object, List<String> names, List<String> options) {
        List<FoundKey> keys = new ArrayList<>();
        first(object, names, FoundKey.Use.ROWS).ifPresent(keys::add);
        if (keys.isEmpty()) {
            return KeysInText.none(
                    "it is a JSON object without a text "
                            + String.join(" or ", names)
                            + "; record the place with a pointer to the key");
        }
        first(object, options, FoundKey.Use.OPTION)
                .filter(key -> key.text().length > 0)
                .ifPresent(keys::add);
        return new KeysInText(keys, List.of(), Optional.empty());
    }

    private static Optional<FoundKey> first(Node object, List<String> names, FoundKey.Use use) {
        return names.stream()
                .filter(name -> object.at(name).isText())
                .findFirst()
                .map(name -> new FoundKey(" at " + name, use, bytes(object.at(name))));
    }

    static byte[] bytes(Node text) {
        return text.textOrEmpty().getBytes(StandardCharsets.UTF_8);
    }

    /// Takes the array over.
    private byte[] asRead(byte[] text) {
        if (place.as() != As.KEYS_FILE) {
            return text;
        }
        int from = 0;
        int to = text.length;
        while (from < to && isBlank(text[from])) {
            from++;
        }
        while (to > from && isBlank(text[to - 1])) {
            to--;
        }
        byte[] trimmed = Arrays.copyOfRange(text, from, to);
        Arrays.fill(text, (byte) 0);
        return trimmed;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean contains(byte[] text, char wanted) {
        for (byte c : text) {
            if (c == wanted) {
                return true;
            }
        }
        return false;
    }
}
