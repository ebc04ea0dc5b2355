package io.keymend.denial;

import java.util.List;
import java.util.Optional;

/// What one CloudTrail record says, whatever it is a record of. A text that the record lacks is
/// empty.
///
/// Nothing in it is proved: callers choose parts of it.
///
/// @param eventTime as written
/// @param account `recipientAccountId`, in which the record was written
/// @param vpcEndpoint the endpoint that the call went through
public record TrailRecord(
        String version,
        String eventId,
        String eventTime,
        String source,
        String name,
        String region,
        String account,
        String vpcEndpoint,
        String errorCode,
        String message,
        Caller caller,
        Asked asked) {
    /// What was asked for.
    ///
    /// @param resources the key ARNs among the record's resources
    /// @param keyId `requestParameters.keyId` as the caller typed it: a key's ARN or id, or an
    ///   alias's ARN or name
    /// @param lambdaEnvironment whether the encryption context is that of a Lambda environment
    public record Asked(
            List<KeyArn> resources, String keyId, boolean dryRun, boolean lambdaEnvironment) {
        public Asked {
            resources = List.copyOf(resources);
        }
    }

    /// The operation, as policies name it.
    public String operation() {
        return source.isEmpty() || name.isEmpty()
                ? ""
                : source.replaceFirst("\\.amazonaws\\.com(?:\\.cn)?$", "") + ":" + name;
    }

    /// The key, which a record may name in three places and often names in none. An alias or a bare
    /// id is not made into a key by guessing.
    public Optional<KeyArn> key() {
        return switch (keySource()) {
            case RESOURCES -> asked.resources().stream().findFirst();
            case PARAMETERS -> KeyArn.parse(asked.keyId());
            case MESSAGE -> keyInMessage();
            case NOWHERE -> Optional.empty();
        };
    }

    /// Where it names the key.
    public KeySource keySource() {
        if (!asked.resources().isEmpty()) {
            return KeySource.RESOURCES;
        }
        if (KeyArn.parse(asked.keyId()).isPresent()) {
            return KeySource.PARAMETERS;
        }
        return keyInMessage().isPresent() ? KeySource.MESSAGE : KeySource.NOWHERE;
    }

    /// What its error message says.
    public ErrorText text() {
        return ErrorText.of(message);
    }

    private Optional<KeyArn> keyInMessage() {
        return name.equals("Decrypt") ? text().decryptKey() : text().key();
    }
}
