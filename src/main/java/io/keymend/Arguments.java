package io.keymend;

import io.keymend.alert.Shown;
import io.keymend.json.Node;
import io.keymend.remedy.PlanId;

import java.util.List;

/// A command's arguments, each checked when it is taken.
record Arguments(Node given) {
    /// An argument that cannot be used; the message says which and what it should be.
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    boolean has(String name) {
        return !given.at(name).isAbsent();
    }

    /// @param what it should be, for whoever left it out
    String need(String name, String what) {
        Node value = given.at(name);
        return value.text()
                .orElseThrow(() ->
                        new Wrong(
                                value.isAbsent()
                                        ? name + " is missing: " + what
                                        : name + " is not text: " + what));
    }

    /// A list of texts; none of them is empty.
    List<String> texts(String name, String what) {
        Node list = given.at(name);
        List<String> texts = list.elements().stream().flatMap(one -> one.text().stream()).toList();
        if (texts.isEmpty() || texts.size() != list.elements().size()) {
            throw new Wrong(name + " is not " + what);
        }
        return texts;
    }

    PlanId plan() {
        String hash = need("plan", "the 64 digits that name it");
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new Wrong("plan is not the 64 digits that name one: " + Shown.of(hash));
        }
        return new PlanId(hash);
    }

    /// How many rows a person typed. As text, so that nobody passes it by a slip of a script.
    long rows() {
        String rows = need("rows", "how many rows it changes, as text");
        if (!rows.matches("[0-9]{1,18}")) {
            throw new Wrong("rows is not a count: " + Shown.of(rows));
        }
        return Long.parseLong(rows);
    }
}
