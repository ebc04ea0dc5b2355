package io.keymend.aws.secrets;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One version of a secret, without its value.
///
/// @param secret the secret's name
/// @param stages its labels, none where it is deprecated
record SecretVersion(String secret, String id, List<String> stages, Optional<Instant> created) {
    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    /// The current one first, then the one before it, then what has a label; the newest of the
    /// rest, which Secrets Manager drops last.
    static final Comparator<SecretVersion> LIKELIEST_FIRST =
            Comparator.comparing(SecretVersion::isCurrent)
                    .thenComparing(version -> version.stages.contains(PREVIOUS))
                    .thenComparing(version -> !version.stages.isEmpty())
                    .thenComparing(version -> version.created.orElse(Instant.MIN))
                    .reversed()
                    .thenComparing(SecretVersion::id);

    private static final int SHOWN_ID = 8;
    private static final int SHOWN_STAGES = 3;

    SecretVersion {
        stages = List.copyOf(stages);
    }

    boolean isCurrent() {
        return stages.contains(CURRENT);
    }

    /// `AWSPREVIOUS (ab12cd34)`: which one it is of its secret.
    String label() {
        return which() + " (" + shortId() + ")";
    }

    private String which() {
        return stages.isEmpty()
                ? created.map(at -> "version of " + at.atOffset(ZoneOffset.UTC).toLocalDate())
                        .orElse("version without a label")
                : stages.stream()
                        .sorted(Comparator.comparing((String stage) -> !stage.startsWith("AWS")))
                        .limit(SHOWN_STAGES)
                        .collect(Collectors.joining(", "));
    }

    private String shortId() {
        return id.substring(0, Math.min(SHOWN_ID, id.length()));
    }

    /// `AWSPREVIOUS of semaphore/access-key (ab12cd34)`.
    @Override
    public String toString() {
        return which() + " of " + secret + " (" + shortId() + ")";
    }
}
