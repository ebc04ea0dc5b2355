package io.keymend.aws.secrets;

import io.keymend.aead.KeyCandidate;
import io.keymend.aead.Origin;
import io.keymend.install.OwnKey;
import io.keymend.json.Json;

import java.util.ArrayList;
import java.util.List;

/// The keys of one place, and which of them stand in the current version.
final class PlaceKeys {
    private final OwnKey.Kept kept;
    private final SecretText reader;
    private final KeyNotes notes;
    private final List<KeyCandidate> all = new ArrayList<>();
    private final List<KeyCandidate> active = new ArrayList<>();
    private final List<KeyCandidate> current = new ArrayList<>();
    private final List<String> files = new ArrayList<>();

    PlaceKeys(OwnKey.Kept kept, Json json, KeyNotes notes) {
        this.kept = kept;
        this.reader = new SecretText(json, kept);
        this.notes = notes;
    }

    /// Takes the keys out of a version's text.
    void take(SecretVersion version, byte[] text) {
        KeysInText found = reader.read(text);
        found.odd().ifPresent(odd -> notes.add(version.secret(), version.label(), odd));
        found.keys().forEach(key -> take(version, key));
        if (version.isCurrent()) {
            files.addAll(found.files());
        }
    }

    private void take(SecretVersion version, FoundKey key) {
        KeyCandidate candidate =
                KeyCandidate.of(version + key.label(), origin(version), key.text());
        all.add(candidate);
        if (version.isCurrent() && key.use() != FoundKey.Use.OPTION) {
            (key.use() == FoundKey.Use.ACTIVE ? active : current).add(candidate);
        }
    }

    private Origin origin(SecretVersion version) {
        if (!version.isCurrent()) {
            return Origin.KEPT;
        }
        return switch (kept.as()) {
            case ENVIRONMENT -> Origin.ENVIRONMENT;
            case CONFIG_FILE -> Origin.CONFIG_FILE;
            case KEYS_FILE -> Origin.KEY_FILE;
            case KEPT -> Origin.KEPT;
        };
    }

    OwnKey.Kept kept() {
        return kept;
    }

    /// Those of every version.
    List<KeyCandidate> all() {
        return all;
    }

    /// What a registry seals new values with.
    List<KeyCandidate> active() {
        return active;
    }

    /// The others of the current version that open rows.
    List<KeyCandidate> current() {
        return current;
    }

    /// The files that the current version has further keys in.
    List<String> files() {
        return files;
    }

    /// Whether the current version gave a key, be it an empty one or one in a file.
    boolean isRead() {
        return !active.isEmpty() || !current.isEmpty() || !files.isEmpty();
    }

    String secret() {
        return SecretVersions.name(kept.secretArn());
    }
}
