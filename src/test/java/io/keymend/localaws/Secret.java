package io.keymend.localaws;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// One secret: its versions, and the stages that point at them. Callers hold its lock while they
/// read or change it.
final class Secret {
    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    /// One version's value; exactly one of string and base64 is there.
    record Value(Optional<String> string, Optional<String> base64, Instant created) {
        boolean holdsTheSameAs(Value other) {
            return string.equals(other.string) && base64.equals(other.base64);
        }

        /// Without the value.
        @Override
        public String toString() {
            return "Value[" + created + "]";
        }
    }

    private final String arn;
    private final String name;
    private final Map<String, Value> versions = new LinkedHashMap<>();
    private final Map<String, String> versionByStage = new LinkedHashMap<>();
    private final Set<String> refusedByKms = new HashSet<>();
    private @Nullable Instant deletion;

    Secret(String arn, String name) {
        this.arn = arn;
        this.name = name;
    }

    String arn() {
        return arn;
    }

    String name() {
        return name;
    }

    Optional<Instant> deletion() {
        return Optional.ofNullable(deletion);
    }

    void deleteOn(@Nullable Instant date) {
        deletion = date;
    }

    /// From now on KMS opens this version to nobody.
    void refuseByKms(String versionId) {
        refusedByKms.add(versionId);
    }

    boolean isRefusedByKms(String versionId) {
        return refusedByKms.contains(versionId);
    }

    /// Adds a version under the stages; one that takes AWSCURRENT leaves AWSPREVIOUS to the version
    /// before.
    void put(String versionId, Value value, List<String> stages) {
        versions.put(versionId, value);
        stages.forEach(stage -> move(stage, versionId));
    }

    void move(String stage, String versionId) {
        if (!versions.containsKey(versionId)) {
            throw new IllegalArgumentException("no version " + versionId + " of " + arn);
        }
        String before = versionByStage.put(stage, versionId);
        if (stage.equals(CURRENT) && before != null && !before.equals(versionId)) {
            versionByStage.put(PREVIOUS, before);
        }
    }

    void dropStage(String stage) {
        versionByStage.remove(stage);
    }

    Set<String> versionIds() {
        return versions.keySet();
    }

    Optional<String> versionAt(String stage) {
        return Optional.ofNullable(versionByStage.get(stage));
    }

    Optional<Value> value(String versionId) {
        return Optional.ofNullable(versions.get(versionId));
    }

    /// The stages of a version; a version without one is deprecated.
    Set<String> stages(String versionId) {
        Set<String> stages = new TreeSet<>();
        versionByStage.forEach((stage, id) -> {
            if (id.equals(versionId)) {
                stages.add(stage);
            }
        });
        return stages;
    }

    static String newVersionId() {
        return UUID.randomUUID().toString();
    }
}
