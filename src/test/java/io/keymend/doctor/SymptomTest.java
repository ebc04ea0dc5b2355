package io.keymend.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

final class SymptomTest {
    private static final Instant AT = Instant.parse("2026-11-20T08:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "time=\"2026-11-20T08:00:00Z\" level=error msg=\"cannot decrypt access key, perhaps"
                        + " encryption key was changed\" error=\"Cannot write new event to"
                        + " database\"",
                "time=\"2026-11-20T08:00:00Z\" level=error msg=\"cannot decrypt access key, perhaps"
                        + " encryption key was changed\"",
                "[ERR_INVALID_ENCRYPTION_KEY] Cannot decrypt access key, perhaps encryption key was"
                        + " changed",
                "{\"level\":\"error\",\"msg\":\"illegal base64 data at input byte 40\"}",
                "http: panic serving 10.0.0.7:51322: cannot decrypt access key, perhaps encryption"
                        + " key was changed",
                "level=error msg=\"crypto/aes: invalid key size 48\"",
                "level=error msg=\"secret must be valid json in key 'deploy'\"",
                "level=error msg=\"encryption key id \\\"cs1uhCLEB_s\\\" not found in keyset (the"
                        + " key encrypting this value is missing)\"",
                "jwt: could not load or create signing key: jwt: decrypt signing key: cipher:"
                        + " message authentication failed"
            })
    void eachVersionsSentenceIsOne(String line) {
        assertThat(Symptom.in(AT, "/ecs/semaphore", line))
                .contains(new Symptom(AT, "/ecs/semaphore", line));
    }

    /// The second is Semaphore's wrong sentence about another fault.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "level=error msg=\"unexpected end of JSON input\" error=\"Cannot write new event to"
                        + " database\"",
                "level=info msg=\"Task 4711 added to queue\"",
                "level=error msg=\"dial tcp: connection refused\""
            })
    void whatTellsOfNoKeyIsNone(String line) {
        assertThat(Symptom.in(AT, "/ecs/semaphore", line)).isEmpty();
    }
}
