package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.local.Invocation;
import io.keymend.localaws.Fault;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// What becomes of denials over batches, and when something that is needed fails.
final class InvestigationTest extends StackFixture {
    private static final Fault DOWN = new Fault.Refused(400, "DatabaseErrorException", "down");
    private static final Fault NO = new Fault.Refused(403, "AuthorizationError", "no");

    @Test
    void aDenialThatComesAgainIsAnnouncedOnceAndCounted() throws IOException, SQLException {
        long counted = denials();

        assertThat(failed(denied(), denied())).isEmpty();
        assertThat(failed(denied())).isEmpty();
        later(Duration.ofMinutes(59));
        assertThat(failed(denied(), denied(), denied())).isEmpty();

        assertThat(alerts()).isEqualTo(1);
        assertThat(denials()).isEqualTo(counted + 6);
        assertThat(log()).contains("\"announced before\"");
    }

    @Test
    void afterAnHourItIsAnnouncedAgain() throws IOException {
        assertThat(failed(denied())).isEmpty();
        later(Duration.ofMinutes(61));
        assertThat(failed(denied())).isEmpty();

        assertThat(alerts()).isEqualTo(2);
    }

    @Test
    void twoRolesOfOneInstallAreOneIncident() throws IOException {
        String drain =
                denied().replace("spacelift-server-role-k3x9a", "spacelift-drain-role-k3x9a");

        assertThat(failed(denied(), drain)).isEmpty();
        assertThat(alerts()).isEqualTo(1);
    }

    @Test
    void twoKeysAreTwoIncidents() throws IOException {
        assertThat(failed(denied(), Invocation.sample("current-key-denied.json"))).isEmpty();
        assertThat(alerts()).isEqualTo(2);
    }

    @Test
    void whereTheTopicRefusesEachDenialIsPutOffAndTheRetryAnnounces() throws IOException {
        stack.sns().faults().next("Publish", NO);

        assertThat(failed(denied(), "{}", denied()))
                .containsExactlyInAnyOrder("message-0", "message-1", "message-2");
        assertThat(alerts()).isZero();
        assertThat(log()).contains("SNS did not take the alert: AuthorizationError");

        assertThat(failed(denied(), denied())).isEmpty();
        assertThat(alerts()).isEqualTo(1);
    }

    @Test
    void whereTheHistoryIsDownEachDenialIsPutOff() throws IOException {
        stack.rdsData().faults().always("ExecuteStatement", DOWN);

        assertThat(failed(denied(), Invocation.sample("stranger-role.json")))
                .containsExactlyInAnyOrder("message-0", "message-1");
        assertThat(send(denied()).path("error").asText())
                .contains("the install history could not be reached")
                .contains("create-schema");
        assertThat(alerts()).isZero();
    }

    /// The alert went out; the retry must not send it again.
    @Test
    void whereTheAnnouncementCannotBeNotedTheRetryIsCountedOnly() throws IOException {
        int statements = statementsOfOneAnnouncement();
        later(Duration.ofHours(2));
        begin();
        for (int i = 1; i < statements; i++) {
            stack.rdsData().faults().next("ExecuteStatement", new Fault.Slow(Duration.ZERO));
        }
        stack.rdsData().faults().next("ExecuteStatement", DOWN);

        assertThat(failed(denied())).containsExactly("message-0");
        assertThat(alerts()).isEqualTo(1);
        assertThat(failed(denied())).isEmpty();
        assertThat(alerts()).isEqualTo(1);
    }

    @Test
    void aClaimWhoseAnswerIsCutOffIsAnnouncedAllTheSame() throws IOException {
        int statements = statementsOfOneAnnouncement();
        for (int cut = 0; cut < statements; cut++) {
            begin();
            for (int i = 0; i < cut; i++) {
                stack.rdsData().faults().next("ExecuteStatement", new Fault.Slow(Duration.ZERO));
            }
            stack.rdsData().faults().next("ExecuteStatement", new Fault.CutAfter());
            assertThat(failed(denied())).as("answer %d cut off", cut).isEmpty();
            assertThat(alerts()).as("answer %d cut off", cut).isEqualTo(1);
        }
    }

    private int statementsOfOneAnnouncement() throws IOException {
        long before = stack.rdsData().count("ExecuteStatement");
        assertThat(failed(denied())).isEmpty();
        return (int) (stack.rdsData().count("ExecuteStatement") - before);
    }

    private long denials() throws SQLException {
        try (Connection connection = stack.server().admin(history());
                Statement statement = connection.createStatement();
                ResultSet sum =
                        statement.executeQuery(
                                "SELECT COALESCE(sum(denials), 0) FROM keymend.incident")) {
            sum.next();
            return sum.getLong(1);
        }
    }

    private String history() {
        return stack.environment().getOrDefault("KEYMEND_HISTORY_DATABASE", "");
    }
}
