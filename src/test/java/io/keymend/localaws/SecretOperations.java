package io.keymend.localaws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The wire operations of Secrets Manager.
final class SecretOperations {
    private static final int LONGEST_PAGE = 100;

    private final Secrets secrets;
    private final SecretAccess access;
    private final InstantSource clock;
    private volatile int longestPage = LONGEST_PAGE;

    SecretOperations(Secrets secrets, SecretAccess access, InstantSource clock) {
        this.secrets = secrets;
        this.access = access;
        this.clock = clock;
    }

    ObjectNode answer(String operation, Caller caller, Fields fields) {
        if (operation.equals("CreateSecret")) {
            return create(caller, fields);
        }
        Secret secret =
                access.allowed(caller, "secretsmanager:" + operation, fields.required("SecretId"));
        synchronized (secret) {
            return switch (operation) {
                case "GetSecretValue" -> get(SecretAccess.notDeleted(secret), fields);
                case "PutSecretValue" -> put(SecretAccess.notDeleted(secret), fields);
                case "UpdateSecretVersionStage" ->
                        moveStage(SecretAccess.notDeleted(secret), fields);
                case "DescribeSecret" -> describe(secret);
                case "ListSecretVersionIds" -> list(secret, fields);
                case "DeleteSecret" -> delete(secret, fields);
                case "RestoreSecret" -> restore(secret);
                default -> throw JsonProtocol.unknownOperation(operation);
            };
        }
    }

    private ObjectNode create(Caller caller, Fields fields) {
        String name = fields.required("Name");
        String arn = Secrets.newArn(caller.region(), caller.account(), name);
        access.requireAllowed(caller, "secretsmanager:CreateSecret", arn, name);
        Optional<Secret> existing = secrets.find(name, caller);
        if (existing.filter(secret -> isRetry(secret, fields)).isPresent()) {
            return named(existing.get()).put("VersionId", versionId(fields));
        }
        if (existing.isPresent()) {
            throw SecretAccess.error(
                    "ResourceExistsException", "The secret " + name + " already exists.");
        }
        Secret.Value value = value(fields);
        Secret secret = secrets.add(arn);
        synchronized (secret) {
            String versionId = versionId(fields);
            secret.put(versionId, value, List.of(Secret.CURRENT));
            return named(secret).put("VersionId", versionId);
        }
    }

    private static ObjectNode get(Secret secret, Fields fields) {
        Optional<String> asked = fields.text("VersionId");
        String stage = fields.text("VersionStage").orElse(Secret.CURRENT);
        String versionId =
                asked.or(() -> secret.versionAt(stage))
                        .orElseThrow(() -> SecretAccess.noValue("staging label: " + stage));
        Secret.Value value =
                secret.value(versionId)
                        .orElseThrow(() -> SecretAccess.noValue("VersionId: " + versionId));
        if (fields.text("VersionStage").isPresent() && !secret.stages(versionId).contains(stage)) {
            throw SecretAccess.noValue("VersionId: " + versionId + " and staging label: " + stage);
        }
        if (secret.isRefusedByKms(versionId)) {
            throw SecretAccess.error("AccessDeniedException", "Access to KMS is not allowed");
        }
        ObjectNode answer = named(secret).put("VersionId", versionId);
        value.string().ifPresent(string -> answer.put("SecretString", string));
        value.base64().ifPresent(base64 -> answer.put("SecretBinary", base64));
        answer.put("CreatedDate", JsonProtocol.seconds(value.created()));
        secret.stages(versionId).forEach(answer.putArray("VersionStages")::add);
        return answer;
    }

    private ObjectNode put(Secret secret, Fields fields) {
        String versionId = versionId(fields);
        if (secret.value(versionId).isPresent() && !isRetry(secret, fields)) {
            throw SecretAccess.error(
                    "ResourceExistsException", "The version " + versionId + " already exists.");
        }
        List<String> asked = fields.list("VersionStages");
        List<String> stages = asked.isEmpty() ? List.of(Secret.CURRENT) : asked;
        secret.put(versionId, value(fields), stages);
        ObjectNode answer = named(secret).put("VersionId", versionId);
        secret.stages(versionId).forEach(answer.putArray("VersionStages")::add);
        return answer;
    }

    private static ObjectNode moveStage(Secret secret, Fields fields) {
        String stage = fields.required("VersionStage");
        Optional<String> from = fields.text("RemoveFromVersionId");
        if (!secret.versionAt(stage).equals(from)) {
            throw SecretAccess.error(
                    "InvalidParameterException",
                    "RemoveFromVersionId must name the version that has the staging label "
                            + stage);
        }
        Optional<String> to = fields.text("MoveToVersionId");
        if (to.isPresent() && secret.value(to.get()).isEmpty()) {
            throw SecretAccess.noValue("VersionId: " + to.get());
        }
        to.ifPresentOrElse(id -> secret.move(stage, id), () -> secret.dropStage(stage));
        return named(secret);
    }

    private static ObjectNode describe(Secret secret) {
        ObjectNode answer = named(secret);
        secret.deletion().ifPresent(date -> answer.put("DeletedDate", JsonProtocol.seconds(date)));
        ObjectNode versions = answer.putObject("VersionIdsToStages");
        for (String id : secret.versionIds()) {
            if (!secret.stages(id).isEmpty()) {
                secret.stages(id).forEach(versions.putArray(id)::add);
            }
        }
        return answer;
    }

    /// A page of the versions, in no order that anybody promises. A page may be shorter than asked.
    private ObjectNode list(Secret secret, Fields fields) {
        List<String> ids =
                secret.versionIds().stream()
                        .filter(id ->
                                !secret.stages(id).isEmpty() || fields.flag("IncludeDeprecated"))
                        .toList();
        int from = fields.text("NextToken").map(token -> place(secret, token)).orElse(0);
        int to = Math.min(ids.size(), from + Math.min(longestPage, asked(fields)));
        ObjectNode answer = named(secret);
        ArrayNode versions = answer.putArray("Versions");
        for (String id : ids.subList(Math.min(from, to), to)) {
            ObjectNode version = versions.addObject().put("VersionId", id);
            secret.stages(id).forEach(version.withArray("VersionStages")::add);
            Instant created = secret.value(id).orElseThrow().created();
            version.put("CreatedDate", JsonProtocol.seconds(created));
        }
        if (to < ids.size()) {
            answer.put("NextToken", token(secret, to));
        }
        return answer;
    }

    private static int asked(Fields fields) {
        int most = fields.number("MaxResults").orElse(LONGEST_PAGE);
        if (most < 1 || most > LONGEST_PAGE) {
            throw JsonProtocol.validation(
                    "1 validation error detected: Value at 'maxResults' failed to satisfy"
                            + " constraint: Member must be between 1 and "
                            + LONGEST_PAGE);
        }
        return most;
    }

    private static String token(Secret secret, int place) {
        return Base64.getEncoder()
                .encodeToString((place + " " + secret.arn()).getBytes(StandardCharsets.UTF_8));
    }

    private static int place(Secret secret, String token) {
        for (int place = 1; place <= secret.versionIds().size(); place++) {
            if (token(secret, place).equals(token)) {
                return place;
            }
        }
        throw SecretAccess.error("InvalidNextTokenException", "The NextToken value is invalid.");
    }

    /// From now on no page of a list is longer.
    void pagesOf(int versions) {
        longestPage = versions;
    }

    private ObjectNode delete(Secret secret, Fields fields) {
        Instant now = clock.instant();
        if (fields.flag("ForceDeleteWithoutRecovery")) {
            secrets.remove(secret);
            return named(secret).put("DeletionDate", JsonProtocol.seconds(now));
        }
        SecretAccess.notDeleted(secret).deleteOn(now);
        int days = fields.number("RecoveryWindowInDays").orElse(30);
        return named(secret)
                .put("DeletionDate", JsonProtocol.seconds(now.plus(Duration.ofDays(days))));
    }

    private static ObjectNode restore(Secret secret) {
        secret.deleteOn(null);
        return named(secret);
    }

    private boolean isRetry(Secret secret, Fields fields) {
        return secret.value(versionId(fields)).filter(value(fields)::holdsTheSameAs).isPresent();
    }

    /// The client's token is the id of the version it makes, so a retry makes no second one.
    private static String versionId(Fields fields) {
        return fields.text("ClientRequestToken").orElseGet(Secret::newVersionId);
    }

    private Secret.Value value(Fields fields) {
        Optional<String> string = fields.text("SecretString");
        Optional<String> base64 = fields.text("SecretBinary");
        if (string.isPresent() == base64.isPresent()) {
            throw SecretAccess.error(
                    "InvalidParameterException",
                    "You must provide either SecretString or SecretBinary.");
        }
        return new Secret.Value(string, base64, clock.instant());
    }

    private static ObjectNode named(Secret secret) {
        return JsonProtocol.object().put("ARN", secret.arn()).put("Name", secret.name());
    }
}
