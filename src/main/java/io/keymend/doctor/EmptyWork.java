package io.keymend.doctor;

import io.keymend.aead.Cause;
import io.keymend.install.DatabaseRef;
import io.keymend.mend.Action;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.RowMender;
import io.keymend.remedy.Permit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Sets to NULL what nothing opens, row by row as a person named them, and never for a door. The
/// old values stay in the journal.
final class EmptyWork implements KeyWork {
    private final KeyTask.Empty task;
    private final DatabaseRef database;
    private final SecretTables tables;
    private final TreeSet<String> missing;
    private Optional<String> fault = Optional.empty();

    EmptyWork(KeyTask.Empty task, DatabaseRef database, SecretTables tables) {
        this.task = task;
        this.database = database;
        this.tables = tables;
        this.missing = new TreeSet<>(task.ids());
    }

    @Override
    public String mark() {
        return "NULL";
    }

    @Override
    public Optional<String> fault() {
        if (missing.isEmpty()) {
            return Optional.of("no row is named");
        }
        return missing.size() > RowMender.MOST_ROWS
                ? Optional.of(
                        "%,d rows at most can be emptied at once".formatted(RowMender.MOST_ROWS))
                : Optional.empty();
    }

    @Override
    public boolean picks(SecretRow row, Cause cause) {
        String id = row.secret().id();
        if (!missing.remove(id)) {
            return false;
        }
        fault = fault.or(() -> KeyWork.hope(row, cause).map(why -> "row " + id + ": " + why));
        return true;
    }

    @Override
    public Optional<String> faultOfRows() {
        return fault.or(() ->
                missing.isEmpty()
                        ? door()
                        : Optional.of("there is no row " + KeyWork.ids(missing)));
    }

    /// An empty secret lets anybody in, so what cannot be told apart from a door is one.
    private Optional<String> door() {
        Map<String, List<Dependant>> users;
        try {
            users = tables.dependants(database, task.ids());
        } catch (SecretTables.CannotTell e) {
            return Optional.of("what uses the rows could not be read: " + e.getMessage());
        }
        return task.ids().stream()
                .filter(id ->
                        users.getOrDefault(id, List.of()).stream()
                                .anyMatch(user -> user.kind().isDoor()))
                .findFirst()
                .map(id ->
                        "row "
                                + id
                                + " is the secret of a webhook or of a Terraform state: empty, it"
                                + " would let anybody in");
    }

    @Override
    public ChunkOutcome change(
            RowMender mender, Permit permit, String schema, List<PlannedRow> rows) {
        Action action = new Action.Reset(Optional.empty());
        return mender.apply(permit, KeyMending.target(schema, action), rows);
    }
}
