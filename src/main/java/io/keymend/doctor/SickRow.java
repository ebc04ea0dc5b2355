package io.keymend.doctor;

import io.keymend.aead.Cause;
import io.keymend.aead.SecretType;
import io.keymend.aead.Step;

import java.util.List;
import java.util.Optional;

/// A row that Semaphore cannot use, or should not be left as it is; without its secret.
///
/// @param name what people call it; it comes from the database
/// @param step where Semaphore ends with it
/// @param says what Semaphore logs then, oldest version first; empty where it says nothing
/// @param usedBy what uses it; empty where nothing does, or where that could not be read
public record SickRow(
        Place place,
        String id,
        String name,
        SecretType type,
        Optional<Project> project,
        String owner,
        Step step,
        List<String> says,
        Cause cause,
        List<Dependant> usedBy) {
    public SickRow {
        says = List.copyOf(says);
        usedBy = List.copyOf(usedBy);
    }

    SickRow usedBy(List<Dependant> users) {
        return new SickRow(place, id, name, type, project, owner, step, says, cause, users);
    }

    /// Whether an empty secret in it would let anybody in.
    public boolean isDoor() {
        return usedBy.stream().anyMatch(user -> user.kind().isDoor());
    }

    /// Whether it is a key of the key store that no project has any more.
    public boolean isOrphan() {
        return place == Place.ACCESS_KEY && project.isEmpty() && owner.isEmpty();
    }
}
