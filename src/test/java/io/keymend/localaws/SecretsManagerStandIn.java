package io.keymend.localaws;

import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Secrets Manager in every Region at one endpoint: versions, stages, deletion with a way back.
///
/// No principal may do anything until [#allow] says so. The methods here are the test's own hand
/// and pass by permissions.
public final class SecretsManagerStandIn extends StandIn {
    private final InstantSource clock;
    private final Secrets secrets = new Secrets();
    private final Permissions permissions = new Permissions("secretsmanager");
    private final SecretOperations operations;

    public SecretsManagerStandIn(Callers callers) {
        this(callers, InstantSource.system());
    }

    /// @param clock what creation and deletion dates are counted from
    public SecretsManagerStandIn(Callers callers, InstantSource clock) {
        super(callers);
        this.clock = clock;
        this.operations =
                new SecretOperations(secrets, new SecretAccess(secrets, permissions), clock);
        start();
    }

    /// A secret under an ARN of the test's choice, with its first version in AWSCURRENT. Its name
    /// is the end of the ARN, without a hyphen and six characters behind it.
    ///
    /// @return the id of the version
    public String createSecret(String secretArn, String value) {
        Secret secret = secrets.add(secretArn);
        return put(secret, value, List.of(Secret.CURRENT));
    }

    /// A new version under the given stages; under none given, AWSCURRENT.
    ///
    /// @return the id of the version
    public String putSecretValue(String secretArn, String value, String... stages) {
        List<String> asked = stages.length == 0 ? List.of(Secret.CURRENT) : List.of(stages);
        return put(secrets.existing(secretArn), value, asked);
    }

    /// A new version of bytes, as `--secret-binary` makes one; stages as above.
    ///
    /// @return the id of the version
    public String putSecretBinary(String secretArn, byte[] value, String... stages) {
        List<String> asked = stages.length == 0 ? List.of(Secret.CURRENT) : List.of(stages);
        String base64 = Base64.getEncoder().encodeToString(value);
        return put(
                secrets.existing(secretArn),
                new Secret.Value(Optional.empty(), Optional.of(base64), clock.instant()),
                asked);
    }

    /// Takes a label off whatever version has it; a version without one is deprecated.
    public void dropStage(String secretArn, String stage) {
        Secret secret = secrets.existing(secretArn);
        synchronized (secret) {
            secret.dropStage(stage);
        }
    }

    /// Lets the customer key under one version refuse everybody.
    public void refuseByKms(String secretArn, String versionId) {
        Secret secret = secrets.existing(secretArn);
        synchronized (secret) {
            secret.refuseByKms(versionId);
        }
    }

    /// Makes lists of versions come in pages of at most so many.
    public void pagesOf(int versions) {
        operations.pagesOf(versions);
    }

    /// Points a stage at a version. Where AWSCURRENT leaves, AWSPREVIOUS follows.
    public void moveStage(String secretArn, String stage, String versionId) {
        Secret secret = secrets.existing(secretArn);
        synchronized (secret) {
            secret.move(stage, versionId);
        }
    }

    /// Marks a secret for deletion, as DeleteSecret does.
    public void deleteSecret(String secretArn) {
        Secret secret = secrets.existing(secretArn);
        synchronized (secret) {
            secret.deleteOn(clock.instant());
        }
    }

    /// Lets a principal use a secret, by its ARN or `*`. Without an action: all of them.
    public void allow(String principalArn, String secretArn, String... actions) {
        permissions.allow(principalArn, secretArn, actions);
    }

    /// Takes back what [#allow] gave.
    public void deny(String principalArn, String secretArn, String... actions) {
        permissions.deny(principalArn, secretArn, actions);
    }

    /// A deny statement in the principal's own policy; nothing overrides it.
    public void explicitDeny(String principalArn, String secretArn, String... actions) {
        permissions.explicitDeny(principalArn, secretArn, actions);
    }

    /// The string in AWSCURRENT, for stand-ins that log in with it; empty where the secret is
    /// missing, deleted or binary.
    public Optional<String> current(String secretArn) {
        return secrets.find(secretArn).flatMap(SecretsManagerStandIn::current);
    }

    private static Optional<String> current(Secret secret) {
        synchronized (secret) {
            return secret.versionAt(Secret.CURRENT)
                    .filter(_ -> secret.deletion().isEmpty())
                    .flatMap(secret::value)
                    .flatMap(Secret.Value::string);
        }
    }

    private String put(Secret secret, String value, List<String> stages) {
        return put(
                secret,
                new Secret.Value(Optional.of(value), Optional.empty(), clock.instant()),
                stages);
    }

    private static String put(Secret secret, Secret.Value version, List<String> stages) {
        String versionId = Secret.newVersionId();
        synchronized (secret) {
            secret.put(versionId, version, stages);
        }
        return versionId;
    }

    @Override
    String operation(Wire.Request request) {
        return JsonProtocol.operation(request);
    }

    @Override
    Wire.Answer answer(String operation, Wire.Request request) {
        Fields fields = JsonProtocol.fields(request);
        return JsonProtocol.ok(operations.answer(operation, request.caller(), fields));
    }

    @Override
    Wire.Answer render(AwsError error) {
        return JsonProtocol.error(error);
    }
}
