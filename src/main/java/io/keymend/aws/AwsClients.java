package io.keymend.aws;

import io.keymend.aws.api.Regional;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.rdsdata.model.DatabaseResumingException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/// The SDK clients, all on one HTTP client. Endpoints can be set from outside by
/// `AWS_ENDPOINT_URL_KMS` and its siblings.
public final class AwsClients {
    /// A paused database needs some seconds to resume.
    private static final int RESUME_ATTEMPTS = 6;

    private static final int KMS_ATTEMPTS = 4;
    private static final Duration KMS_ATTEMPT = Duration.ofSeconds(4);
    private static final Duration KMS_CALL = Duration.ofSeconds(10);

    private final Regional<KmsClient> kms;
    private final Regional<RdsDataClient> rdsData;
    private final Regional<SnsClient> sns;
    private final Regional<SecretsManagerClient> secrets;

    /// Makes the clients of the home Region.
    ///
    /// @param endpoints where a service is, by its SDK name such as `kms`, if not where the SDK
    ///   looks for it; the SDK itself heeds `AWS_ENDPOINT_URL_KMS` and its siblings
    public AwsClients(Region home, AwsCredentialsProvider credentials, Map<String, URI> endpoints) {
        SdkHttpClient http =
                UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(60))
                        .build();
        this.kms =
                new Regional<>(
                        home,
                        region ->
                                KmsClient.builder()
                                        .region(region)
                                        .credentialsProvider(credentials)
                                        .httpClient(http)
                                        .overrideConfiguration(bounded())
                                        .applyMutation(at(endpoints.get("kms")))
                                        .build());
        this.rdsData =
                new Regional<>(
                        home,
                        region ->
                                RdsDataClient.builder()
                                        .region(region)
                                        .credentialsProvider(credentials)
                                        .httpClient(http)
                                        .overrideConfiguration(patient())
                                        .applyMutation(at(endpoints.get("rdsdata")))
                                        .build());
        this.sns =
                new Regional<>(
                        home,
                        region ->
                                SnsClient.builder()
                                        .region(region)
                                        .credentialsProvider(credentials)
                                        .httpClient(http)
                                        .applyMutation(at(endpoints.get("sns")))
                                        .build());
        this.secrets =
                new Regional<>(region ->
                        SecretsManagerClient.builder()
                                .region(region)
                                .credentialsProvider(credentials)
                                .httpClient(http)
                                .overrideConfiguration(bounded())
                                .applyMutation(at(endpoints.get("secretsmanager")))
                                .build());
    }

    private static <B extends AwsClientBuilder<B, ?>> Consumer<B> at(@Nullable URI endpoint) {
        return builder -> {
            if (endpoint != null) {
                builder.endpointOverride(endpoint);
            }
        };
    }

    /// A throttled call waits at most 1, 2 and 4 seconds between its attempts, and no call lasts
    /// longer than half of what an invocation keeps for its end. Not the adaptive strategy, which
    /// would also hold calls back before they are made.
    private static ClientOverrideConfiguration bounded() {
        return ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(KMS_ATTEMPT)
                .apiCallTimeout(KMS_CALL)
                .retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(KMS_ATTEMPTS)
                                .throttlingBackoffStrategy(
                                        BackoffStrategy.exponentialDelay(
                                                Duration.ofSeconds(1), Duration.ofSeconds(4)))
                                .build())
                .build();
    }

    private static ClientOverrideConfiguration patient() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(RESUME_ATTEMPTS)
                                .retryOnException(DatabaseResumingException.class)
                                .backoffStrategy(
                                        BackoffStrategy.exponentialDelay(
                                                Duration.ofMillis(500), Duration.ofSeconds(8)))
                                .build())
                .build();
    }

    Regional<KmsClient> kms() {
        return kms;
    }

    Regional<RdsDataClient> rdsData() {
        return rdsData;
    }

    Regional<SnsClient> sns() {
        return sns;
    }

    Regional<SecretsManagerClient> secrets() {
        return secrets;
    }
}
