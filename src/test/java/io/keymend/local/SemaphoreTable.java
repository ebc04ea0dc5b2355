package io.keymend.local;

import io.keymend.aead.Cause;
import io.keymend.aead.KeyCandidate;
import io.keymend.aead.Keyring;
import io.keymend.aead.Origin;
import io.keymend.aead.RowDiagnosis;
import io.keymend.aead.SecretType;
import io.keymend.aead.StoredSecret;
import io.keymend.aead.TableDoctor;
import io.keymend.aead.Wording;
import io.keymend.json.Json;
import io.keymend.json.Node;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// At which step Semaphore ends with the secrets of a file, one line of a table each: `mvn -q
/// -Plocal -Dsemaphore=FILE`.
///
/// The file is JSON; every object in it with a member `secret` is a row, with its `key`, its `type`
/// where it has one, and its `name`. They are told in the order of the file's arrays, the members
/// of an object by name but `vectors` first.
final class SemaphoreTable {
    private static final String FIRST = "vectors";

    private final List<Node> rows = new ArrayList<>();

    private SemaphoreTable() {}

    static SemaphoreTable of(byte[] file) throws Json.Unreadable {
        SemaphoreTable table = new SemaphoreTable();
        table.collect(new Json().read(file));
        return table;
    }

    private void collect(Node node) {
        if (node.isObject() && node.names().contains("secret")) {
            rows.add(node);
        } else if (node.isObject()) {
            collect(node.at(FIRST));
            node.names().stream()
                    .filter(name -> !name.equals(FIRST))
                    .map(node::at)
                    .forEach(this::collect);
        } else {
            node.elements().forEach(this::collect);
        }
    }

    void print(PrintStream out) {
        out.print("step\tmessage\toffset\tname\tcause\tlogged\n");
        rows.forEach(row -> out.print(line(row) + "\n"));
        out.flush();
    }

    private static String line(Node row) {
        StoredSecret stored =
                StoredSecret.of(
                        "",
                        row.at("name").textOrEmpty(),
                        SecretType.of(row.at("type").textOrEmpty()),
                        row.at("secret").isText() ? row.at("secret").textOrEmpty() : null);
        byte[] key = row.at("key").textOrEmpty().getBytes(StandardCharsets.UTF_8);
        try (Keyring ring =
                Keyring.of(
                        List.of(KeyCandidate.of("its key", Origin.ENVIRONMENT, key)), List.of())) {
            return line(stored, new TableDoctor(ring).diagnose(stored));
        }
    }

    private static String line(StoredSecret row, RowDiagnosis diagnosis) {
        OptionalInt offset = Wording.offset(diagnosis.now());
        List<String> cells =
                new ArrayList<>(
                        List.of(
                                diagnosis.now().step().name(),
                                orDash(Wording.go(diagnosis.now())),
                                offset.isPresent() ? String.valueOf(offset.getAsInt()) : "-",
                                orDash(row.name()),
                                cause(diagnosis.cause()),
                                orDash(String.join(" | ", Wording.logged(diagnosis.now(), row)))));
        cells.replaceAll(cell -> cell.replaceAll("\\p{Cntrl}", " "));
        return String.join("\t", cells);
    }

    private static String cause(Cause cause) {
        return switch (cause) {
            case Cause.NoKeyAsked _ -> "no key asked";
            case Cause.InUse _ -> "its key opens it";
            case Cause.AsWritten _ -> "written without a key, and none is set";
            case Cause.OtherKey(var key) -> "opens with " + key.name();
            case Cause.Unencrypted _ -> "written without a key";
            case Cause.Damaged _ -> "damaged";
            case Cause.DamagedUnder(var key) -> "sealed with " + key.name() + ", then damaged";
            case Cause.Unopened(var keyId) ->
                    keyId.isEmpty() ? "another key, or damaged" : "the key " + keyId;
        };
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
