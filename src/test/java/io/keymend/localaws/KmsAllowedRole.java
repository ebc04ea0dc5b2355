package io.keymend.localaws;

import static io.keymend.localaws.KmsFixture.ROLE;

import org.junit.jupiter.api.AfterEach;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// The set-up of tests in which one role may do everything with both keys.
abstract class KmsAllowedRole {
    static final Map<String, String> CONTEXT = Map.of("table", "vcs_tokens", "id", "17");

    final KmsFixture fixture =
            new KmsFixture(InstantSource.fixed(Instant.parse("2026-11-20T08:00:00Z")));
    final KmsStandIn kms = fixture.kms;
    final KmsClient client = fixture.client(ROLE, Region.EU_WEST_1);

    KmsAllowedRole() {
        kms.allow(ROLE, "*");
    }

    @AfterEach
    void close() {
        fixture.close();
    }
}
