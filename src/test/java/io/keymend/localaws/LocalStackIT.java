package io.keymend.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.sns.SnsClient;

import java.net.URI;

/// A second opinion on what the stand-ins claim, from an emulator others wrote. Needs a Docker
/// engine.
final class LocalStackIT {
    private static final DockerImageName IMAGE =
            DockerImageName.parse("localstack/localstack:4.14.0");

    private static @Nullable LocalStackContainer localStack;

    @BeforeAll
    static void start() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "skipped: no Docker engine answers, and LocalStack needs one");
        localStack = new LocalStackContainer(IMAGE).withServices("kms", "sns");
        localStack.start();
    }

    @AfterAll
    static void stop() {
        if (localStack != null) {
            localStack.stop();
        }
    }

    @Test
    void aKeyScheduledForDeletionHasADateAndDecryptsNothing() {
        try (KmsClient kms = configured(KmsClient.builder()).build()) {
            String key = kms.createKey().keyMetadata().arn();
            SdkBytes sealed =
                    kms.encrypt(request ->
                                    request.keyId(key)
                                            .plaintext(SdkBytes.fromUtf8String("invented")))
                            .ciphertextBlob();
            kms.scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7));

            KeyMetadata metadata = kms.describeKey(request -> request.keyId(key)).keyMetadata();

            assertThat(metadata.keyState()).isEqualTo(KeyState.PENDING_DELETION);
            assertThat(metadata.deletionDate()).isNotNull();
            assertThatThrownBy(() -> kms.decrypt(request -> request.ciphertextBlob(sealed)))
                    .isInstanceOf(KmsInvalidStateException.class);
        }
    }

    @Test
    void aCancelledDeletionLeavesTheKeyDisabled() {
        try (KmsClient kms = configured(KmsClient.builder()).build()) {
            String key = kms.createKey().keyMetadata().arn();
            kms.scheduleKeyDeletion(request -> request.keyId(key));
            kms.cancelKeyDeletion(request -> request.keyId(key));

            assertThat(kms.describeKey(request -> request.keyId(key)).keyMetadata().keyState())
                    .isEqualTo(KeyState.DISABLED);
        }
    }

    @Test
    void aTopicTakesOneBodyPerProtocol() {
        try (SnsClient sns = configured(SnsClient.builder()).build()) {
            String topic = sns.createTopic(request -> request.name("keymend")).topicArn();

            String id =
                    sns.publish(request ->
                                    request.topicArn(topic)
                                            .subject("Keymend")
                                            .messageStructure("json")
                                            .message("{\"default\":\"short\",\"email\":\"long\"}"))
                            .messageId();

            assertThat(id).isNotBlank();
        }
    }

    private static <B extends AwsClientBuilder<B, C>, C> B configured(B builder) {
        LocalStackContainer container = localStack;
        if (container == null) {
            throw new IllegalStateException("LocalStack was not started");
        }
        URI endpoint = container.getEndpoint();
        return builder.endpointOverride(endpoint)
                .region(Region.of(container.getRegion()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(
                                        container.getAccessKey(), container.getSecretKey())));
    }
}
