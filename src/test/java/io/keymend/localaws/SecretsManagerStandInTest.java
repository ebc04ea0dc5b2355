package io.keymend.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidNextTokenException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

final class SecretsManagerStandInTest {
    private static final String SECRET =
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:keymend/reader-Ab3dEf";
    private static final String ROLE = "arn:aws:iam::111122223333:role/keymend-function";
    private static final String OTHER_ROLE = "arn:aws:iam::111122223333:role/guest";
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    private final Callers callers = new Callers();
    private final SecretsManagerStandIn secrets =
            new SecretsManagerStandIn(callers, InstantSource.fixed(NOW));
    private final SecretsManagerClient client = client(ROLE);
    private final String first = secrets.createSecret(SECRET, "one");

    {
        secrets.allow(ROLE, "*");
    }

    private SecretsManagerClient client(String principal) {
        return SecretsManagerClient.builder()
                .endpointOverride(secrets.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(callers.provider(principal))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        secrets.close();
    }

    @Test
    void aSecretIsReadByArnOrName() {
        for (String id : List.of(SECRET, "keymend/reader")) {
            GetSecretValueResponse answer = client.getSecretValue(r -> r.secretId(id));
            assertThat(answer.secretString()).isEqualTo("one");
            assertThat(answer.arn()).isEqualTo(SECRET);
            assertThat(answer.name()).isEqualTo("keymend/reader");
            assertThat(answer.versionId()).isEqualTo(first);
            assertThat(answer.versionStages()).containsExactly("AWSCURRENT");
            assertThat(answer.createdDate()).isEqualTo(NOW);
        }
    }

    @Test
    void aNewValueLeavesTheOldOneAsPrevious() {
        String second =
                client.putSecretValue(r -> r.secretId(SECRET).secretString("two")).versionId();
        assertThat(secrets.current(SECRET)).contains("two");
        assertThat(value("AWSPREVIOUS")).isEqualTo("one");
        secrets.putSecretValue(SECRET, "three");
        assertThat(value("AWSPREVIOUS")).isEqualTo("two");
        assertThat(client.getSecretValue(r -> r.secretId(SECRET).versionId(first)).secretString())
                .isEqualTo("one");
        assertThat(versionIds(false)).hasSize(2).contains(second).doesNotContain(first);
        assertThat(versionIds(true)).hasSize(3).contains(first);
    }

    @Test
    void aCustomStageStaysUntilItIsMoved() {
        String pending = secrets.putSecretValue(SECRET, "next", "AWSPENDING", "blue");
        assertThat(value("AWSCURRENT")).isEqualTo("one");
        assertThat(value("blue")).isEqualTo("next");
        client.updateSecretVersionStage(r ->
                r.secretId(SECRET)
                        .versionStage("AWSCURRENT")
                        .removeFromVersionId(first)
                        .moveToVersionId(pending));
        assertThat(value("AWSCURRENT")).isEqualTo("next");
        assertThat(value("AWSPREVIOUS")).isEqualTo("one");
        secrets.moveStage(SECRET, "blue", first);
        assertThat(client.describeSecret(r -> r.secretId(SECRET)).versionIdsToStages())
                .contains(
                        entry(first, List.of("AWSPREVIOUS", "blue")),
                        entry(pending, List.of("AWSCURRENT", "AWSPENDING")));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> client.getSecretValue(r -> r.secretId("none")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("can't find the specified secret.");
        assertThatThrownBy(() -> value("AWSPENDING"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("staging label: AWSPENDING");
        assertThatThrownBy(() ->
                        client.getSecretValue(r -> r.secretId(SECRET).versionId("x".repeat(32))))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(secrets.current(SECRET + "x")).isEmpty();
        String elsewhere = SECRET.replace("eu-west-1", "eu-central-1");
        secrets.createSecret(elsewhere, "three");
        assertThatThrownBy(() -> client.getSecretValue(r -> r.secretId(elsewhere)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aDeletedSecretCanBeSeenAndRestoredButNotRead() {
        Instant date =
                client.deleteSecret(r -> r.secretId(SECRET).recoveryWindowInDays(7L))
                        .deletionDate();
        assertThat(date).isEqualTo(NOW.plus(Duration.ofDays(7)));
        assertThatThrownBy(() -> value("AWSCURRENT"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("it was marked for deletion");
        assertThat(secrets.current(SECRET)).isEmpty();
        assertThat(client.describeSecret(r -> r.secretId(SECRET)).deletedDate()).isEqualTo(NOW);
        client.restoreSecret(r -> r.secretId(SECRET));
        assertThat(value("AWSCURRENT")).isEqualTo("one");
        client.deleteSecret(r -> r.secretId(SECRET).forceDeleteWithoutRecovery(true));
        assertThatThrownBy(() -> value("AWSCURRENT")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aSecretIsCreatedOncePerName() {
        SdkBytes binary = SdkBytes.fromByteArray(new byte[] {1, 2, 3});
        String arn = client.createSecret(r -> r.name("app/key").secretBinary(binary)).arn();
        assertThat(arn)
                .matches("arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/key-\\w{6}");
        assertThat(client.getSecretValue(r -> r.secretId("app/key")).secretBinary())
                .isEqualTo(binary);
        assertThatThrownBy(() -> client.createSecret(r -> r.name("app/key").secretString("x")))
                .isInstanceOf(ResourceExistsException.class);
    }

    @Test
    void aCallerWithoutRightsIsRefusedByActionAndSecret() {
        try (SecretsManagerClient other = client(OTHER_ROLE)) {
            assertThatThrownBy(() -> other.getSecretValue(r -> r.secretId(SECRET)))
                    .isInstanceOfSatisfying(
                            SecretsManagerException.class,
                            e ->
                                    assertThat(e.awsErrorDetails().errorCode())
                                            .isEqualTo("AccessDeniedException"))
                    .hasMessageContaining(
                            "assumed-role/guest/local is not authorized to perform:"
                                    + " secretsmanager:GetSecretValue on resource: "
                                    + SECRET);
            secrets.allow(OTHER_ROLE, SECRET, "secretsmanager:GetSecretValue");
            assertThat(other.getSecretValue(r -> r.secretId(SECRET)).secretString())
                    .isEqualTo("one");
            assertThatThrownBy(() -> other.describeSecret(r -> r.secretId(SECRET)))
                    .hasMessageContaining("secretsmanager:DescribeSecret");
            secrets.explicitDeny(OTHER_ROLE, SECRET, "secretsmanager:Get*");
            assertThatThrownBy(() -> other.getSecretValue(r -> r.secretId(SECRET)))
                    .hasMessageContaining("explicit deny in an identity-based policy");
        }
    }

    @Test
    void aRetryOfAWriteMakesNoSecondVersion() {
        secrets.faults().next("PutSecretValue", new Fault.Twice());
        client.putSecretValue(r -> r.secretId(SECRET).secretString("two"));
        assertThat(value("AWSPREVIOUS")).isEqualTo("one");
        secrets.faults().next("CreateSecret", new Fault.Twice());
        String id = client.createSecret(r -> r.name("app").secretString("x")).versionId();
        assertThat(client.getSecretValue(r -> r.secretId("app")).versionId()).isEqualTo(id);
        assertThatThrownBy(() ->
                        client.putSecretValue(
                                r -> r.secretId("app").clientRequestToken(id).secretString("y")))
                .isInstanceOf(ResourceExistsException.class);
    }

    @Test
    void versionsComeInPagesUntilThereIsNoToken() {
        for (int i = 0; i < 6; i++) {
            secrets.putSecretValue(SECRET, "v" + i, "label" + i);
        }
        assertThat(
                        client
                                .listSecretVersionIdsPaginator(
                                        r -> r.secretId(SECRET).maxResults(3))
                                .stream()
                                .map(page -> page.versions().size()))
                .containsExactly(3, 3, 1);
        secrets.pagesOf(2);
        var page = client.listSecretVersionIds(r -> r.secretId(SECRET).maxResults(3));
        assertThat(page.versions()).hasSize(2);
        assertThat(page.versions().getFirst().versionStages()).containsExactly("AWSCURRENT");
        assertThatThrownBy(() ->
                        client.listSecretVersionIds(r -> r.secretId(SECRET).nextToken("forged")))
                .isInstanceOf(InvalidNextTokenException.class);
        assertThatThrownBy(
                        () -> client.listSecretVersionIds(r -> r.secretId(SECRET).maxResults(101)))
                .hasMessageContaining("maxResults");
    }

    @Test
    void aVersionWithoutALabelIsListedWhereDeprecatedOnesAreAskedFor() {
        String second = secrets.putSecretValue(SECRET, "two", "blue");
        secrets.dropStage(SECRET, "blue");
        assertThat(versionIds(false)).containsExactly(first);
        assertThat(versionIds(true)).containsExactly(first, second);
        assertThat(
                        client.listSecretVersionIds(r -> r.secretId(SECRET).includeDeprecated(true))
                                .versions()
                                .getLast()
                                .versionStages())
                .isEmpty();
        assertThat(client.getSecretValue(r -> r.secretId(SECRET).versionId(second)).secretString())
                .isEqualTo("two");
    }

    @Test
    void aSecretMarkedForDeletionStillListsItsVersions() {
        secrets.deleteSecret(SECRET);
        assertThat(versionIds(true)).containsExactly(first);
    }

    @Test
    void bytesComeBackAsBytesAndAKeyThatRefusesIsToldByItsText() {
        byte[] bytes = {0, (byte) 0xff, '"', '\n'};
        String second = secrets.putSecretBinary(SECRET, bytes);
        GetSecretValueResponse answer = client.getSecretValue(r -> r.secretId(SECRET));
        assertThat(answer.secretBinary().asByteArray()).isEqualTo(bytes);
        assertThat(answer.secretString()).isNull();
        secrets.refuseByKms(SECRET, second);
        assertThatThrownBy(() -> value("AWSCURRENT"))
                .isInstanceOfSatisfying(
                        SecretsManagerException.class,
                        e ->
                                assertThat(e.awsErrorDetails().errorCode())
                                        .isEqualTo("AccessDeniedException"))
                .hasMessageContaining("Access to KMS is not allowed");
        assertThat(value("AWSPREVIOUS")).isEqualTo("one");
    }

    private String value(String stage) {
        return client.getSecretValue(r -> r.secretId(SECRET).versionStage(stage)).secretString();
    }

    private List<String> versionIds(boolean deprecated) {
        return client
                .listSecretVersionIds(r -> r.secretId(SECRET).includeDeprecated(deprecated))
                .versions()
                .stream()
                .map(SecretVersionsListEntry::versionId)
                .toList();
    }
}
