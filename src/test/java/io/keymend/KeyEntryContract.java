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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Rows of Semaphore whose key is lost: entered again from a secret, or emptied where a person
/// insists, on any engine.
abstract class KeyEntryContract extends DoctorFixture {
    private static final String SUPPLY =
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:semaphore/new-values-AbCdEf";
    private static final String NEW_LOGIN =
            "{\"login\":\"deploy\",\"password\":\"änother \\\"password\\\"\"}";

    private final String lost = newKey();
    private final String now = newKey();
    private long project;
    private long login;
    private long text;
    private long fine;

    KeyEntryContract(Database server) {
        super(server);
    }

    @BeforeEach
    void lostTheKey() throws Exception {
        stack.allowMending();
        keep("environment", "", now);
        project = semaphore.project("Web");
        fine = sealed("fine", now, project);
        login = sealed("login", lost, project);
        text = semaphore.key("text", "string", SemaphoreLayout.seal(lost, "the text"), project);
        planted.addAll(List.of("änother ", "a new text", "the text"));
    }

    private KeymendFunction mending(String mode) throws IOException, SQLException {
        KeymendFunction made =
                begin(
                        Map.of(
                                "KEYMEND_MODE",
                                mode,
                                "KEYMEND_WRITER_SECRET_ARN",
                                Story.MENDER_SECRET));
        assertThat(send(made, "create-journal", Map.of()).has("error")).isFalse();
        return made;
    }

    @AfterEach
    void nothingPlantedIsSeen() {
        String said = log.toString(StandardCharsets.UTF_8) + stack.sns().deliveries("email");
        assertThat(planted).allSatisfy(secret -> assertThat(said).doesNotContain(secret));
    }

    private void supply(String json) {
        SemaphoreMove.keep(stack, SUPPLY, json);
    }

    private String both() {
        return "{\"%d\":%s,\"%d\":\"a new text\"}".formatted(login, NEW_LOGIN, text);
    }

    private static JsonNode enter(KeymendFunction function, Map<String, ?> more)
            throws IOException {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put("secret", SUPPLY);
        return send(function, "enter-keys", arguments);
    }

    private JsonNode empty(KeymendFunction function, List<Long> ids, Map<String, ?> more)
            throws IOException {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put("ids", ids.stream().map(String::valueOf).toList());
        return send(function, "empty-keys", arguments);
    }

    private static Map<String, String> approved(JsonNode looked) {
        assertThat(looked.path("outcome").asText()).as("%s", looked).isEqualTo("looked");
        return Map.of("plan", looked.path("plan").asText(), "rows", looked.path("rows").asText());
    }

    /// Without a plan the guard of the approval always refuses, so one guard is asked by its name.
    private static boolean passed(JsonNode answer, String guard) {
        for (JsonNode finding : answer.path("guards")) {
            if (finding.path("guard").asText().equals(guard)) {
                return finding.path("passed").asBoolean();
            }
        }
        throw new AssertionError("no guard " + guard + " in " + answer);
    }

    private String opened(long row) throws SQLException {
        return SemaphoreLayout.open(now, String.valueOf(semaphore.secrets().get(row)));
    }

    @Test
    void whatIsSuppliedIsSealedUnderTheKeyInUseAndCanBeUndone() throws Exception {
        KeymendFunction function = mending("reseal");
        Map<Long, String> before = semaphore.secrets();
        supply(both());
        JsonNode looked = enter(function, Map.of());
        assertThat(passed(looked, "keys")).isTrue();
        assertThat(semaphore.secrets()).isEqualTo(before);

        JsonNode done = enter(function, approved(looked));

        assertThat(done.path("outcome").asText()).as("%s", done).isEqualTo("entered again");
        assertThat(done.path("changed").asText()).isEqualTo("2");
        assertThat(opened(login)).isEqualTo(NEW_LOGIN);
        assertThat(opened(text)).isEqualTo("a new text");
        assertThat(semaphore.secrets().get(fine)).isEqualTo(before.get(fine));
        assertThat(send(function, "doctor", Map.of()).path("verdict").asText()).isEqualTo("Fine");
        assertThat(stack.sns().deliveries("email"))
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert.text())
                                .contains("2 rows entered again under the key in use, 0 left"));
        JsonNode restored = send(function, "restore-keys", approved(looked));
        assertThat(restored.path("restored").asText()).as("%s", restored).isEqualTo("2");
        assertThat(semaphore.secrets()).isEqualTo(before);
    }

    @Test
    void anotherVersionOfTheSecretIsAnotherPlan() throws Exception {
        KeymendFunction function = mending("reseal");
        Map<Long, String> before = semaphore.secrets();
        supply(both());
        JsonNode looked = enter(function, Map.of());
        stack.secrets().putSecretValue(SUPPLY, both().replace("a new text", "yet another"));
        assertThat(enter(function, approved(looked)).toString()).contains("another plan was named");
        assertThat(semaphore.secrets()).isEqualTo(before);
    }

    @Test
    void whatCanStillBeOpenedIsNotWrittenOver() throws Exception {
        KeymendFunction function = mending("reseal");
        Map<Long, String> before = semaphore.secrets();
        supply("{\"%d\":%s}".formatted(fine, NEW_LOGIN));
        JsonNode looked = enter(function, Map.of());
        assertThat(looked.toString())
                .contains("row " + fine + ": Semaphore can open it: edit it there");
        assertThat(enter(function, approved(looked)).path("outcome").asText()).isEqualTo("looked");
        assertThat(empty(mending("purge-gone"), List.of(fine), Map.of()).toString())
                .contains("row " + fine + ": Semaphore can open it: edit it there");
        assertThat(semaphore.secrets()).isEqualTo(before);
    }

    @Test
    void whatAKeyAtHandOpensIsToBeSealedAgain() throws Exception {
        keep("kept", "", lost);
        supply(both());
        assertThat(enter(mending("reseal"), Map.of()).toString())
                .contains(
                        "row "
                                + login
                                + ": the key "
                                + SemaphoreLayout.keyId(lost)
                                + " is at hand and opens it: seal it again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "not JSON, änother ",
                "{\"row\":\"a new text\"}",
                "{\"1\":[\"a new text\"]}",
                "{\"1\":{\"password\":7}}",
                "{}",
                "{\"999\":\"a new text\"}",
                "{\"2\":\"a new text\"}",
                "{\"2\":{\"login\":\"änother \"}}"
            })
    void aSupplyThatIsNoneChangesNothingAndIsNotRepeated(String supply) throws Exception {
        KeymendFunction function = mending("reseal");
        Map<Long, String> before = semaphore.secrets();
        supply(supply);
        JsonNode answer = enter(function, Map.of());
        assertThat(answer.has("error") || !passed(answer, "keys")).as("%s", answer).isTrue();
        assertThat(answer.toString()).doesNotContain("a new text", "änother");
        assertThat(semaphore.secrets()).isEqualTo(before);
    }

    @Test
    void aSecretThatIsNotThereIsToldSo() throws Exception {
        assertThat(enter(mending("reseal"), Map.of()).path("error").asText())
                .contains("the secret: ");
        assertThat(
                        send(mending("reseal"), "enter-keys", Map.of("secret", "arn:nothing"))
                                .path("error")
                                .asText())
                .isEqualTo("secret is not the ARN of a secret of Secrets Manager");
    }

    @Test
    void whatCannotBeCommittedEntersNothing() throws Exception {
        KeymendFunction function = mending("reseal");
        Map<Long, String> before = semaphore.secrets();
        supply(both());
        Map<String, String> approved = approved(enter(function, Map.of()));
        stack.rdsData()
                .faults()
                .always("CommitTransaction", new Fault.Refused(403, "ForbiddenException", "no"));

        JsonNode cut = enter(function, approved);

        stack.rdsData().faults().clear();
        stack.rdsData().endTransactions();
        assertThat(cut.path("why").asText()).contains("nothing was changed");
        assertThat(semaphore.secrets()).isEqualTo(before);
        assertThat(enter(function, approved).path("changed").asText()).isEqualTo("2");
    }

    @Test
    void aRowIsEmptiedOnlyWhereAPersonNamesItAndTheModeMayLose() throws Exception {
        Map<Long, String> before = semaphore.secrets();
        JsonNode refused = empty(mending("reseal"), List.of(login), Map.of());
        assertThat(refused.toString()).contains("the least mode that allows it is purge-gone");
        KeymendFunction function = mending("purge-gone");
        Map<String, String> approved = approved(empty(function, List.of(login), Map.of()));
        assertThat(semaphore.secrets()).isEqualTo(before);

        JsonNode done = empty(function, List.of(login), approved);

        assertThat(done.path("outcome").asText()).as("%s", done).isEqualTo("emptied");
        assertThat(semaphore.secrets()).containsEntry(login, "null");
        assertThat(semaphore.secrets().get(text)).isEqualTo(before.get(text));
        JsonNode restored = send(function, "restore-keys", approved);
        assertThat(restored.path("restored").asText()).as("%s", restored).isEqualTo("1");
        assertThat(semaphore.secrets()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSecretOfADoorIsNeverEmptied(boolean webhook) throws Exception {
        if (webhook) {
            semaphore.webhook(
                    project, semaphore.template(project, "Deploy"), "on push", "token", login);
        } else {
            long inventory = semaphore.inventory(project, "hosts", null, null);
            semaphore.terraformAlias(project, inventory, "state", login);
        }
        KeymendFunction function = mending("purge-superseded");
        Map<Long, String> before = semaphore.secrets();
        JsonNode looked = empty(function, List.of(text, login), Map.of());
        assertThat(looked.toString()).contains("row " + login + " is the secret of a webhook");
        assertThat(empty(function, List.of(text, login), approved(looked)).path("outcome").asText())
                .isEqualTo("looked");
        assertThat(semaphore.secrets()).isEqualTo(before);
        supply(both());
        assertThat(enter(function, approved(enter(function, Map.of()))).path("changed").asText())
                .as("entered anew it is shut")
                .isEqualTo("2");
    }

    @Test
    void whatCannotBeToldFromADoorIsOne() throws Exception {
        KeymendFunction function = mending("purge-gone");
        semaphore.sql("ALTER TABLE project__integration RENAME TO project__integration_of_old");
        Map<Long, String> before = semaphore.secrets();
        JsonNode looked = empty(function, List.of(login), Map.of());
        assertThat(looked.toString()).contains("what uses the rows could not be read");
        assertThat(empty(function, List.of(login), approved(looked)).path("outcome").asText())
                .isEqualTo("looked");
        assertThat(semaphore.secrets()).isEqualTo(before);
    }

    @Test
    void idsThatAreNoneAreToldSo() throws Exception {
        KeymendFunction function = mending("purge-gone");
        assertThat(send(function, "empty-keys", Map.of("ids", List.of())).path("error").asText())
                .contains("ids is not");
        assertThat(send(function, "empty-keys", Map.of("ids", "all")).path("error").asText())
                .contains("ids is not");
        assertThat(
                        send(function, "empty-keys", Map.of("ids", List.of("1 OR 1=1", "999")))
                                .toString())
                .contains("there is no row that is not a number, 999");
    }
}
