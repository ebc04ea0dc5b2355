package io.keymend.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keymend.alert.Alert;
import io.keymend.alert.NotAnnounced;
import io.keymend.aws.api.DataApi;
import io.keymend.aws.history.RdsDataHistory;
import io.keymend.aws.kms.KmsKeyProbe;
import io.keymend.aws.tables.RdsDataTables;
import io.keymend.denial.KeyArn;
import io.keymend.evidence.Inspection;
import io.keymend.evidence.KeyProbe;
import io.keymend.evidence.KeyState;
import io.keymend.install.DatabaseRef;
import io.keymend.install.Engine;
import io.keymend.install.HistoryUnavailable;
import io.keymend.json.Json;
import io.keymend.profile.Profile;
import io.keymend.seal.SealedValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.InstantSource;
import java.util.Map;

/// Answers that are none of the documented ones.
final class OddAnswersTest {
    private static final String GATEWAY = "<html><body>Service Unavailable</body></html>";
    private static final KeyArn KEY = KeyArn.of("arn:aws:kms:eu-west-1:111122223333:key/a");
    private static final String CLUSTER = "arn:aws:rds:eu-west-1:111122223333:cluster:spacelift";
    private static final String TOPIC = "arn:aws:sns:eu-west-1:111122223333:keymend";
    private static final DatabaseRef DATABASE =
            new DatabaseRef(Engine.POSTGRESQL, CLUSTER, "spacelift", "arn:aws:secretsmanager:::a");
    private static final SealedValue VALUE = new SealedValue(new byte[9]);
    private static final Alert ALERT = new Alert("subject", "text", "sms", Map.of("a", "b"));

    @ParameterizedTest
    @ValueSource(strings = {"Creating", "Updating", "StateOfTheFuture"})
    void aStateInBetweenIsToldByItsName(String name) {
        String answer = "{\"KeyMetadata\":{\"KeyId\":\"a\",\"KeyState\":\"" + name + "\"}}";
        try (CannedAnswers server = new CannedAnswers(200, answer)) {
            assertThat(new KmsKeyProbe(server.clients().kms()).read(KEY).state())
                    .isEqualTo(new KeyState.Transient(name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"KeyMetadata\":{}}", "{\"KeyMetadata\":null}", "", "[]", "x"})
    void anAnswerWithoutAStateHidesTheKey(String answer) {
        try (CannedAnswers server = new CannedAnswers(200, answer)) {
            assertThat(new KmsKeyProbe(server.clients().kms()).read(KEY).state())
                    .isInstanceOfSatisfying(
                            KeyState.Hidden.class, hidden -> assertThat(hidden.why()).isNotBlank());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"CiphertextBlob\":\"AAAA\"}", "{\"CiphertextBlob\":null}"})
    void anAnswerWithoutABlobLeavesTheFingerprintUnknown(String answer) {
        try (CannedAnswers server = new CannedAnswers(200, answer)) {
            assertThat(new KmsKeyProbe(server.clients().kms()).ownFingerprint(KEY))
                    .isInstanceOfSatisfying(
                            KeyProbe.Own.Unknown.class,
                            unknown -> assertThat(unknown.why()).isNotBlank());
        }
    }

    @Test
    void whatIsNoAnswerOfKmsCountsAsNone() {
        try (CannedAnswers server = new CannedAnswers(200, "x")) {
            KmsKeyProbe probe = new KmsKeyProbe(server.clients().kms());

            assertThat(probe.ownFingerprint(KEY)).isInstanceOf(KeyProbe.Own.Unanswered.class);
            assertThat(probe.sealedBy(KEY, VALUE)).isInstanceOf(KeyProbe.Answer.Unanswered.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"SourceKeyId\":\"arn:aws:kms:eu-west-1:111122223333:key/b\"}",
                "{\"SourceKeyId\":null}"
            })
    void anAnswerThatDoesNotNameTheKeyDecidesNothing(String answer) {
        try (CannedAnswers server = new CannedAnswers(200, answer)) {
            assertThat(new KmsKeyProbe(server.clients().kms()).sealedBy(KEY, VALUE))
                    .isEqualTo(
                            new KeyProbe.Answer.Undecided(
                                    "KMS's answer does not name the key that was asked"));
        }
    }

    @ParameterizedTest
    @CsvSource({"503, ''", "500, {}", "404, ''", "403, " + GATEWAY, "502, " + GATEWAY})
    void anErrorWithoutACodeIsToldByItsStatus(int status, String body) {
        try (CannedAnswers server = new CannedAnswers(status, body)) {
            AwsClients clients = server.clients();
            String http = "HTTP " + status;
            KmsKeyProbe probe = new KmsKeyProbe(clients.kms());

            assertThat(probe.read(KEY).state()).isEqualTo(new KeyState.Hidden(http));
            assertThat(probe.sealedBy(KEY, VALUE))
                    .isEqualTo(
                            status < 500
                                    ? new KeyProbe.Answer.Unaskable(http)
                                    : new KeyProbe.Answer.Unanswered(http));
            assertThatThrownBy(() ->
                            new SnsAnnouncer(clients.sns().of(TOPIC), TOPIC, new Json())
                                    .announce(ALERT))
                    .isInstanceOf(NotAnnounced.class)
                    .hasMessageEndingWith(": " + http);
        }
    }

    @ParameterizedTest
    @CsvSource({"400, ''", "403, " + GATEWAY})
    void aDatabaseBehindAnOddErrorIsUnseenAndUnavailable(int status, String body) {
        try (CannedAnswers server = new CannedAnswers(status, body)) {
            AwsClients clients = server.clients();
            DataApi api = new DataApi(clients.rdsData().of(CLUSTER), DATABASE);

            assertThat(
                            new RdsDataTables(clients.rdsData())
                                    .inspect(DATABASE, Profile.unknown("a"), () -> false))
                    .isEqualTo(new Inspection.Unseen("HTTP " + status));
            assertThatThrownBy(() ->
                            new RdsDataHistory(api, Engine.POSTGRESQL, InstantSource.system())
                                    .all())
                    .isInstanceOf(HistoryUnavailable.class)
                    .hasMessageContaining("HTTP " + status);
        }
    }
}
