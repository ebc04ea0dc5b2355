package io.keymend;

import io.keymend.alert.Shown;
import io.keymend.install.InstallForm;
import io.keymend.install.InstallForm.KeptForm;
import io.keymend.install.InstallForm.KeyForm;
import io.keymend.install.InstallForm.OwnKeyForm;
import io.keymend.json.Node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the form of an install from JSON, where a text that is missing is empty.
final class InstallReading {
    private static final Set<String> TEXTS =
            Set.of(
                    "id",
                    "product",
                    "version",
                    "environment",
                    "account",
                    "region",
                    "installedAt",
                    "uninstalledAt",
                    "recordedBy");
    private static final Set<String> PARTS = Set.of("keys", "roles", "database", "ownKey");
    private static final Set<String> DATABASE_TEXTS =
            Set.of("engine", "clusterArn", "name", "secretArn");
    private static final Set<String> KEPT_TEXTS = Set.of("as", "secretArn", "pointer");

    private final Node install;
    private final List<String> faults = new ArrayList<>();

    InstallReading(Node install) {
        this.install = install;
    }

    /// What is wrong before any field is looked into: names nobody knows, and values that are no
    /// text and in the form would pass for missing ones.
    List<String> faults() {
        faults.clear();
        texts("", install, TEXTS, PARTS);
        texts("database.", install.at("database"), DATABASE_TEXTS, Set.of());
        Node ownKey = install.at("ownKey");
        if (!ownKey.isAbsent() && !ownKey.isObject()) {
            faults.add("ownKey is not an object: " + ownKey);
        }
        texts("ownKey.", ownKey, Set.of("logGroup"), Set.of("kept"));
        List<Node> kept = ownKey.at("kept").elements();
        for (int i = 0; i < kept.size(); i++) {
            texts("ownKey.kept[" + i + "].", kept.get(i), KEPT_TEXTS, Set.of());
        }
        return new ArrayList<>(faults);
    }

    private void texts(String where, Node node, Set<String> texts, Set<String> parts) {
        for (String name : node.names()) {
            Node field = node.at(name);
            if (!texts.contains(name) && !parts.contains(name)) {
                faults.add("there is no field " + where + Shown.of(name));
            } else if (texts.contains(name) && !field.isAbsent() && !field.isText()) {
                faults.add(where + Shown.of(name) + " is not text: " + field);
            }
        }
    }

    InstallForm form() {
        Node database = install.at("database");
        return new InstallForm(
                text("id"),
                text("product"),
                text("version"),
                text("environment"),
                text("account"),
                text("region"),
                install.at("keys").elements().stream()
                        .map(key ->
                                new KeyForm(
                                        key.at("arn").textOrEmpty(), key.at("role").textOrEmpty()))
                        .toList(),
                install.at("roles").elements().stream().map(Node::textOrEmpty).toList(),
                database.at("engine").textOrEmpty(),
                database.at("clusterArn").textOrEmpty(),
                database.at("name").textOrEmpty(),
                database.at("secretArn").textOrEmpty(),
                text("installedAt"),
                text("uninstalledAt"),
                text("recordedBy"),
                ownKey());
    }

    private String text(String name) {
        return install.at(name).textOrEmpty();
    }

    private Optional<OwnKeyForm> ownKey() {
        Node ownKey = install.at("ownKey");
        return ownKey.isAbsent()
                ? Optional.empty()
                : Optional.of(
                        new OwnKeyForm(
                                ownKey.at("kept").elements().stream()
                                        .map(place ->
                                                new KeptForm(
                                                        place.at("as").textOrEmpty(),
                                                        place.at("secretArn").textOrEmpty(),
                                                        place.at("pointer").textOrEmpty()))
                                        .toList(),
                                ownKey.at("logGroup").textOrEmpty()));
    }
}
