package io.keymend.localaws;

import static io.keymend.localaws.KmsFixture.CURRENT;
import static io.keymend.localaws.KmsFixture.ROLE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;

/// What a real client makes of each fault; KMS stands for every stand-in.
final class StandInFaultsTest {
    private final KmsFixture fixture = new KmsFixture(InstantSource.system());
    private final KmsStandIn kms = fixture.kms;
    private final KmsClient client = fixture.client(ROLE, Region.EU_WEST_1);

    {
        kms.allow(ROLE, "*");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aCallCutBeforeItActedIsRetriedAsIfNothingHappened() {
        kms.faults().next("ScheduleKeyDeletion", new Fault.CutBefore());
        assertThat(client.scheduleKeyDeletion(r -> r.keyId(CURRENT)).keyId()).isEqualTo(CURRENT);
        assertThat(kms.count("ScheduleKeyDeletion")).isEqualTo(2);
    }

    @Test
    void aRetryAfterACutOffAnswerMeetsWhatTheFirstCallDid() {
        kms.faults().next("ScheduleKeyDeletion", new Fault.CutAfter());
        assertThatThrownBy(() -> client.scheduleKeyDeletion(r -> r.keyId(CURRENT)))
                .isInstanceOf(KmsInvalidStateException.class)
                .hasMessageContaining("is pending deletion.");
        assertThat(kms.count("ScheduleKeyDeletion")).isEqualTo(2);
    }

    @Test
    void aRefusalOnDemandIsTypedLikeARealOneAndComesOnce() {
        kms.faults().next("DescribeKey", new Fault.Refused(400, "DisabledException", "no"));
        assertThatThrownBy(() -> client.describeKey(r -> r.keyId(CURRENT)))
                .isInstanceOf(DisabledException.class);
        assertThat(client.describeKey(r -> r.keyId(CURRENT)).keyMetadata().enabled()).isTrue();
    }

    @Test
    void aSlowCallRunsIntoTheCallersTimeout() {
        kms.faults().always("DescribeKey", new Fault.Slow(Duration.ofSeconds(20)));
        assertThatThrownBy(() ->
                        client.describeKey(r ->
                                r.keyId(CURRENT)
                                        .overrideConfiguration(
                                                c -> c.apiCallTimeout(Duration.ofMillis(300)))))
                .isInstanceOf(ApiCallTimeoutException.class);
    }

    @Test
    void aCallNobodyKnownSignedIsRefused() throws IOException, InterruptedException {
        HttpResponse<String> answer = post("TrentService.Decrypt", "{}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"__type\":\"UnrecognizedClientException\"");
    }

    private HttpResponse<String> post(String target, String body)
            throws IOException, InterruptedException {
        URI endpoint = kms.endpoint().resolve("/");
        HttpRequest request =
                HttpRequest.newBuilder(endpoint)
                        .header("X-Amz-Target", target)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
