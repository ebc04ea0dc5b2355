package io.keymend.localaws;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptResponse;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A KMS stand-in with the two keys most tests need, and real clients that speak to it.
final class KmsFixture implements AutoCloseable {
    static final String FORMER =
            "arn:aws:kms:eu-west-1:111122223333:key/6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1";
    static final String CURRENT =
            "arn:aws:kms:eu-west-1:111122223333:key/b2d94e07-51c6-4f3b-8a1d-7c3e5f60a9b8";
    static final String ROLE = "arn:aws:iam::111122223333:role/spacelift-server-role-k3x9a";
    static final byte[] PLAINTEXT = "token-1".getBytes(StandardCharsets.UTF_8);

    final KmsStandIn kms;
    private final Callers callers = new Callers();
    private final List<KmsClient> clients = new ArrayList<>();

    KmsFixture(InstantSource clock) {
        kms = new KmsStandIn(callers, clock);
        kms.createKey(FORMER);
        kms.createKey(CURRENT);
    }

    KmsClient client(String principal, Region region) {
        KmsClient client =
                KmsClient.builder()
                        .endpointOverride(kms.endpoint())
                        .region(region)
                        .credentialsProvider(callers.provider(principal))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
        clients.add(client);
        return client;
    }

    /// What a client's Encrypt makes of [#PLAINTEXT].
    static byte[] encrypt(KmsClient client, String keyId, Map<String, String> context) {
        return client.encrypt(
                        r -> r.keyId(keyId).plaintext(bytes(PLAINTEXT)).encryptionContext(context))
                .ciphertextBlob()
                .asByteArray();
    }

    static DecryptResponse decrypt(
            KmsClient client, byte[] blob, String keyId, Map<String, String> context) {
        return client.decrypt(
                r -> r.ciphertextBlob(bytes(blob)).keyId(keyId).encryptionContext(context));
    }

    static SdkBytes bytes(byte[] bytes) {
        return SdkBytes.fromByteArray(bytes);
    }

    @Override
    public void close() {
        clients.forEach(KmsClient::close);
        kms.close();
    }
}
