package io.keymend.aws.secrets;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretVersionIdsResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// The versions of one secret, deprecated ones too, and what they hold
/// (docs.aws.amazon.com/secretsmanager/latest/apireference).
///
/// Secrets Manager keeps about a hundred versions without a label. Of more than that the likeliest
/// are read. A text comes as a string, which cannot be cleared; bytes are.
final class SecretVersions {
    static final int MOST = 100;

    private static final int PAGE = 100;
    private static final int MOST_PAGES = 20;
    private static final Pattern SUFFIX = Pattern.compile("-[A-Za-z0-9]{6}$");

    /// Takes one version and what it holds; the array is cleared afterwards.
    @FunctionalInterface
    interface Reader {
        void read(SecretVersion version, byte[] text);
    }

    private final SecretsManagerClient client;
    private final String arn;
    private final String name;
    private final KeyNotes notes;

    SecretVersions(SecretsManagerClient client, String arn, KeyNotes notes) {
        this.client = client;
        this.arn = arn;
        this.name = name(arn);
        this.notes = notes;
    }

    /// The secret's name: what its ARN ends in, without the six characters AWS adds.
    static String name(String arn) {
        String[] parts = arn.split(":", 7);
        return SUFFIX.matcher(parts[parts.length - 1]).replaceFirst("");
    }

    /// Hands over each version that can be read, the likeliest first, and notes the others.
    void each(Reader reader) {
        List<SecretVersion> versions;
        try {
            versions = list();
        } catch (SdkException e) {
            notes.add(name, SecretFailures.listing(e, arn));
            if (!(e instanceof ResourceNotFoundException)) {
                byStage(reader);
            }
            return;
        }
        if (versions.stream().noneMatch(SecretVersion::isCurrent)) {
            notes.add(name, "it has no version " + SecretVersion.CURRENT);
        }
        if (versions.size() > MOST) {
            notes.add(
                    name,
                    "of its " + versions.size() + " versions the newest " + MOST + " were read");
        }
        versions.stream()
                .sorted(SecretVersion.LIKELIEST_FIRST)
                .limit(MOST)
                .forEach(version -> read(version, reader));
    }

    private List<SecretVersion> list() {
        List<SecretVersion> versions = new ArrayList<>();
        String token = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            ListSecretVersionIdsResponse answer = page(token);
            answer.versions().forEach(entry -> versions.add(version(entry)));
            token = answer.nextToken();
            if (token == null || token.isEmpty()) {
                return versions;
            }
        }
        notes.add(name, "it has more versions than are listed");
        return versions;
    }

    private ListSecretVersionIdsResponse page(@Nullable String token) {
        return client.listSecretVersionIds(request ->
                request.secretId(arn).includeDeprecated(true).maxResults(PAGE).nextToken(token));
    }

    private SecretVersion version(SecretVersionsListEntry entry) {
        return new SecretVersion(
                name,
                entry.versionId(),
                entry.versionStages(),
                Optional.ofNullable(entry.createdDate()));
    }

    /// The two versions that every rotated secret has, where the others cannot be listed.
    private void byStage(Reader reader) {
        for (String stage : List.of(SecretVersion.CURRENT, SecretVersion.PREVIOUS)) {
            try {
                GetSecretValueResponse answer =
                        client.getSecretValue(request -> request.secretId(arn).versionStage(stage));
                hand(
                        new SecretVersion(
                                name,
                                answer.versionId(),
                                List.of(stage),
                                Optional.ofNullable(answer.createdDate())),
                        answer,
                        reader);
            } catch (SdkException e) {
                if (!stage.equals(SecretVersion.PREVIOUS)) {
                    notes.add(name, stage, SecretFailures.reading(e, arn));
                }
            }
        }
    }

    private void read(SecretVersion version, Reader reader) {
        Consumer<GetSecretValueRequest.Builder> asked =
                request -> request.secretId(arn).versionId(version.id());
        GetSecretValueResponse answer;
        try {
            answer = client.getSecretValue(asked);
        } catch (SdkException e) {
            notes.add(name, version.label(), SecretFailures.reading(e, arn));
            return;
        }
        hand(version, answer, reader);
    }

    private static void hand(SecretVersion version, GetSecretValueResponse answer, Reader reader) {
        byte[] text = text(answer);
        try {
            reader.read(version, text);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    /// The response's own array where it is binary, so that nothing of it is left.
    private static byte[] text(GetSecretValueResponse answer) {
        if (answer.secretBinary() != null) {
            return answer.secretBinary().asByteArrayUnsafe();
        }
        String string = answer.secretString();
        return string == null ? new byte[0] : string.getBytes(StandardCharsets.UTF_8);
    }
}
