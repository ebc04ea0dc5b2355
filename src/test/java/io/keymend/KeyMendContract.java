package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.keymend.local.SemaphoreLayout;
import io.keymend.local.SemaphoreMove;
import io.keymend.local.Story;
import io.keymend.localaws.Database;
import io.keymend.localaws.Fault;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;

/// Sealing Semaphore's rows again by command, on any engine.
abstract class KeyMendContract extends DoctorFixture {
    private final String old = newKey();
    private final String now = newKey();
    private final String from = SemaphoreLayout.keyId(old);
    private long project;
    private KeymendFunction function;

    KeyMendContract(Database server) {
        super(server);
    }

    @BeforeEach
    void halfChanged() throws Exception {
        keep("environment", "", old, now);
        project = semaphore.project("Web");
        sealed("done", now, project);
        for (int i = 0; i < 5; i++) {
            sealed("open " + i, old, project);
        }
        function = mending("reseal");
    }

    private KeymendFunction mending(String mode) throws IOException, SQLException {
        stack.allowMending();
        KeymendFunction made =
                begin(
                        Map.of(
                                "KEYMEND_MODE",
                                mode,
                                "KEYMEND_WRITER_SECRET_ARN",
                                Story.MENDER_SECRET));
        if (!mode.equals("off")) {
            assertThat(send(made, "create-journal", Map.of()).has("error")).isFalse();
        }
        return made;
    }

    @AfterEach
    void nothingPlantedIsSeen() {
        String said = log.toString(StandardCharsets.UTF_8) + stack.sns().deliveries("email");
        assertThat(planted).allSatisfy(secret -> assertThat(said).doesNotContain(secret));
    }

    private JsonNode plan() throws IOException {
        return send(function, "reseal-keys", Map.of("from", from));
    }

    private JsonNode apply(JsonNode plan, String rows) throws IOException {
        return send(
                function,
                "reseal-keys",
                Map.of("from", from, "plan", plan.path("plan").asText(), "rows", rows));
    }

    private long openedBy(String key) throws SQLException {
        return semaphore.secrets().values().stream().filter(secret -> opens(key, secret)).count();
    }

    private static boolean opens(String key, String secret) {
        try {
            return SemaphoreLayout.open(key, secret).equals(LOGIN);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @Test
    void withoutAPlanItOnlyLooksAndNamesOne() throws Exception {
        Map<Long, String> before = semaphore.secrets();
        JsonNode plan = plan();
        assertThat(plan.path("outcome").asText()).isEqualTo("looked");
        assertThat(plan.path("rows").asText()).isEqualTo("5");
        assertThat(plan.path("to").asText()).isEqualTo(SemaphoreLayout.keyId(now));
        assertThat(plan().path("plan")).isEqualTo(plan.path("plan"));
        assertThat(semaphore.secrets()).isEqualTo(before);
    }

    @Test
    void whatWasApprovedIsSealedAgainAndCanBeUndone() throws Exception {
        Map<Long, String> before = semaphore.secrets();
        JsonNode plan = plan();

        JsonNode done = apply(plan, "5");

        assertThat(done.path("outcome").asText()).as("%s", done).isEqualTo("sealed again");
        assertThat(done.path("changed").asText()).isEqualTo("5");
        assertThat(openedBy(now)).isEqualTo(6);
        assertThat(send(function, "doctor", Map.of()).path("verdict").asText()).isEqualTo("Fine");
        assertThat(stack.sns().deliveries("email"))
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert.text())
                                .contains("5 rows sealed again under the key in use, 0 left")
                                .contains("restore-keys"));

        JsonNode restored =
                send(
                        function,
                        "restore-keys",
                        Map.of("plan", plan.path("plan").asText(), "rows", "5"));

        assertThat(restored.path("restored").asText()).as("%s", restored).isEqualTo("5");
        assertThat(semaphore.secrets()).isEqualTo(before);
    }

    @Test
    void anotherCountChangesNothing() throws Exception {
        Map<Long, String> before = semaphore.secrets();
        JsonNode refused = apply(plan(), "6");
        assertThat(refused.path("outcome").asText()).isEqualTo("looked");
        assertThat(refused.toString()).contains("6 rows were typed, the plan has 5");
        assertThat(semaphore.secrets()).isEqualTo(before);
    }

    @Test
    void anEditSinceThePlanMakesItAnotherPlan() throws Exception {
        JsonNode plan = plan();
        semaphore.set(2, "secret", SemaphoreLayout.seal(now, LOGIN));
        Map<Long, String> before = semaphore.secrets();
        assertThat(apply(plan, "5").toString()).contains("another plan was named");
        assertThat(semaphore.secrets()).isEqualTo(before);
    }

    @Test
    void whileMendingIsOffNothingIsChanged() throws Exception {
        Map<Long, String> before = semaphore.secrets();
        JsonNode plan = plan();
        function = begin(Map.of());
        assertThat(apply(plan, "5").toString()).contains("mending is off");
        assertThat(semaphore.secrets()).isEqualTo(before);
    }

    @Test
    void whatCannotBeCommittedChangesNothingAndCanBeDoneAgain() throws Exception {
        Map<Long, String> before = semaphore.secrets();
        JsonNode plan = plan();
        stack.rdsData()
                .faults()
                .always("CommitTransaction", new Fault.Refused(403, "ForbiddenException", "no"));

        JsonNode cut = apply(plan, "5");

        stack.rdsData().faults().clear();
        stack.rdsData().endTransactions();
        assertThat(cut.path("why").asText()).contains("nothing was changed");
        assertThat(semaphore.secrets()).isEqualTo(before);
        assertThat(apply(plan, "5").path("changed").asText()).isEqualTo("5");
    }

    @Test
    void rowsWrittenWithoutAKeyAreSealed() throws Exception {
        String clear = Base64.getEncoder().encodeToString(LOGIN.getBytes(StandardCharsets.UTF_8));
        long row = semaphore.key("clear", "login_password", clear, project);
        JsonNode plan = send(function, "reseal-keys", Map.of("from", "none"));

        JsonNode done =
                send(
                        function,
                        "reseal-keys",
                        Map.of("from", "none", "plan", plan.path("plan").asText(), "rows", "1"));

        assertThat(done.path("changed").asText()).as("%s", done).isEqualTo("1");
        assertThat(opens(now, String.valueOf(semaphore.secrets().get(row)))).isTrue();
    }

    @Test
    void aKeyThatIsNotAtHandIsToldSo() throws Exception {
        JsonNode answer = send(function, "reseal-keys", Map.of("from", "AAAAAAAAAAA"));
        assertThat(answer.toString()).contains("no key at hand has this id");
    }

    @Test
    void aRowThatAWebhookUsesIsSealedAgainLikeAnyOtherAndNeverEmptied() throws Exception {
        long template = semaphore.template(project, "Deploy");
        semaphore.webhook(project, template, "on push", "token", 2L);
        apply(plan(), "5");
        assertThat(opens(now, String.valueOf(semaphore.secrets().get(2L)))).isTrue();
        assertThat(semaphore.secrets().values()).doesNotContain("null", "");
    }

    @Test
    void anInstallWithoutAnOwnKeyIsToldSo() throws Exception {
        assertThat(
                        MAPPER.readTree(
                                        io.keymend.local.Invocation.of(
                                                function,
                                                "{\"command\":\"reseal-keys\",\"install\":\"x\","
                                                        + "\"from\":\"none\"}"))
                                .path("error")
                                .asText())
                .contains("no install with an ownKey is on record as x");
        assertThat(SemaphoreMove.INSTALL).isNotEqualTo("x");
    }
}
