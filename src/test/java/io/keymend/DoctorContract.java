package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.keymend.local.Invocation;
import io.keymend.local.SemaphoreLayout;
import io.keymend.local.SemaphoreMove;
import io.keymend.localaws.Database;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;

/// Each way in which Semaphore comes to say that it cannot decrypt, laid out, with its true
/// conclusion and remedy, on any engine.
abstract class DoctorContract extends DoctorFixture {
    DoctorContract(Database server) {
        super(server);
    }

    /// Nothing planted ever leaves the function.
    @AfterEach
    void nothingPlantedIsSeen() {
        String said =
                log.toString(StandardCharsets.UTF_8)
                        + stack.sns().deliveries("email")
                        + stack.sns().deliveries("sms");
        assertThat(planted).allSatisfy(secret -> assertThat(said).doesNotContain(secret));
    }

    private JsonNode found() throws IOException, SQLException {
        JsonNode answer = examine();
        assertThat(planted)
                .allSatisfy(secret -> assertThat(answer.toString()).doesNotContain(secret));
        return answer;
    }

    private static String text(JsonNode answer) {
        return answer.path("text").asText();
    }

    @Test
    void theConfigFilesDecoyIsToldFromTheKeyThatIsLeftBehind() throws Exception {
        String right = newKey();
        keep("config-file", "/access_key_encryption", SemaphoreMove.config(newKey()));
        keep("environment", "", right);
        sealed("deploy", right, semaphore.project("Web"));

        JsonNode answer = found();

        assertThat(answer.path("verdict").asText()).isEqualTo("WrongKey");
        assertThat(text(answer))
                .contains("never sealed a row")
                .contains("Set SEMAPHORE_ACCESS_KEY_ENCRYPTION again")
                .contains("Project Web")
                .contains("fails at GCM_AUTH")
                .contains("\"cannot decrypt access key, perhaps encryption key was changed\"")
                .contains("opens with AWSCURRENT of semaphore/environment1");
    }

    @Test
    void anEmptyVariableSwitchesEncryptionOff() throws Exception {
        String right = newKey();
        keep("environment", "", "{\"SEMAPHORE_ACCESS_KEY_ENCRYPTION\":\"\"}");
        keep("config-file", "", SemaphoreMove.config(right));
        sealed("deploy", right, semaphore.project("Web"));

        JsonNode answer = found();

        assertThat(answer.path("verdict").asText()).isEqualTo("WrongKey");
        assertThat(text(answer)).contains("No key is set now").contains("none is set");
    }

    @Test
    void aKeyRegeneratedAtARestartIsFoundInTheVersionBefore() throws Exception {
        String old = newKey();
        keep("environment", "", old, newKey());
        sealed("deploy", old, semaphore.project("Web"));

        JsonNode answer = found();

        assertThat(answer.path("verdict").asText()).isEqualTo("WrongKey");
        assertThat(text(answer))
                .contains("Put Semaphore's former key back")
                .contains("AWSPREVIOUS of semaphore/environment0")
                .contains("\"command\":\"reseal-keys\"");
    }

    @Test
    void aTrailingQuoteIsSeen() throws Exception {
        String right = newKey();
        keep("environment", "", right + "\"");
        sealed("deploy", right, semaphore.project("Web"));

        JsonNode answer = found();

        assertThat(answer.path("verdict").asText()).isEqualTo("WrongKey");
        assertThat(text(answer))
                .contains("Write Semaphore's key right")
                .contains("fails at KEY_BASE64")
                .contains("illegal base64 data at input byte 44");
    }

    @Test
    void aLostPaddingIsSeen() throws Exception {
        String right = newKey();
        keep("environment", "", right.replace("=", ""));
        sealed("deploy", right, semaphore.project("Web"));

        JsonNode answer = found();

        assertThat(answer.path("verdict").asText()).isEqualTo("WrongKey");
        assertThat(text(answer))
                .contains("Write Semaphore's key right")
                .contains("illegal base64 data at input byte 40");
    }

    @Test
    void thirtyTwoBareCharactersAreAnotherKey() throws Exception {
        String bare = "Zm9ydHktdHdvIGlzIG5vdCBhIGtleSEh".substring(0, 32);
        String right = Base64.getEncoder().encodeToString(bare.getBytes(StandardCharsets.US_ASCII));
        planted.add(right);
        keep("environment", "", bare);
        sealed("deploy", right, semaphore.project("Web"));

        JsonNode answer = found();

        assertThat(answer.path("verdict").asText()).isEqualTo("WrongKey");
        assertThat(text(answer)).contains("Write Semaphore's key right").contains("GCM_AUTH");
    }

    @Test
    void aKeyThatEverybodyKnowsIsAFindingOfItsOwn() throws Exception {
        String known = "IlRqgrrO5Gp27MlWakDX1xVrPv4jhoUx+ARY+qGyDxQ=";
        keep("environment", "", newKey());
        sealed("deploy", known, semaphore.project("Web"));

        JsonNode answer = found();

        assertThat(answer.path("verdict").asText()).isEqualTo("WrongKey");
        assertThat(text(answer))
                .contains("Replace a key that everybody knows")
                .contains("WHICH EVERYBODY KNOWS")
                .contains("URR77xGpOlI");
    }

    @Test
    void aChangeOfKeysThatStoppedHalfWayIsTakenApart() throws Exception {
        String old = newKey();
        String now = newKey();
        keep("environment", "", old, now);
        long project = semaphore.project("Web");
        sealed("first", now, project);
        sealed("second", now, project);
        sealed("third", old, project);

        JsonNode answer = found();

        assertThat(answer.path("verdict").asText()).isEqualTo("HalfRekeyed");
        assertThat(text(answer))
                .contains("2 rows opened by the key in use")
                .contains("1 row opened by a key not in use: AWSPREVIOUS")
                .contains("\"third\"")
                .doesNotContain("\"first\"")
                .contains("\"from\":\"" + SemaphoreLayout.keyId(old) + "\"");
    }

    @Test
    void rowsWrittenWithoutAKeyAreReadAsThat() throws Exception {
        String now = newKey();
        keep("environment", "", now);
        long project = semaphore.project("Web");
        sealed("new", now, project);
        semaphore.key(
                "old",
                "login_password",
                Base64.getEncoder().encodeToString(LOGIN.getBytes(StandardCharsets.UTF_8)),
                project);

        JsonNode answer = found();

        assertThat(answer.path("verdict").asText()).isEqualTo("WrittenUnencrypted");
        assertThat(text(answer))
                .contains("was written while no key was set")
                .contains("\"from\":\"none\"");
    }

    @Test
    void aFlippedBitIsDamageAndNotAnotherKey() throws Exception {
        String now = newKey();
        keep("environment", "", now);
        long project = semaphore.project("Web");
        sealed("whole", now, project);
        byte[] blob = Base64.getDecoder().decode(SemaphoreLayout.seal(now, LOGIN));
        blob[blob.length - 20] ^= 1;
        semaphore.key(
                "broken", "login_password", Base64.getEncoder().encodeToString(blob), project);

        JsonNode answer = found();

        assertThat(answer.path("verdict").asText()).isEqualTo("RowsUnopened");
        assertThat(text(answer))
                .contains("and is damaged since")
                .contains("Enter the secrets again")
                .contains("Delete none and empty none");
    }

    @Test
    void aLostKeyIsNamedByTheValuesThatItSealed() throws Exception {
        String lost = newKey();
        keep("environment", "", newKey());
        semaphore.key(
                "deploy",
                "login_password",
                SemaphoreLayout.sealWithId(lost, LOGIN),
                semaphore.project("Web"));

        JsonNode answer = found();

        assertThat(answer.path("verdict").asText()).isEqualTo("KeyLost");
        assertThat(text(answer))
                .contains("The values name it: " + SemaphoreLayout.keyId(lost))
                .contains("fails at KEY_ID_MISSING")
                .contains("Look for the key before anything is entered again");
    }

    @Test
    void aRowWithoutAProjectIsNotForgotten() throws Exception {
        String old = newKey();
        String now = newKey();
        keep("environment", "", old, now);
        sealed("used", now, semaphore.project("Web"));
        sealed("orphan", old, null);

        JsonNode answer = found();

        assertThat(answer.path("verdict").asText()).isEqualTo("HalfRekeyed");
        assertThat(text(answer)).contains("Without a project").contains("\"orphan\"");
    }

    @Test
    void whatIsKeptElsewhereIsSkippedAndCounted() throws Exception {
        String now = newKey();
        keep("environment", "", now);
        long project = semaphore.project("Web");
        sealed("here", now, project);
        long there = semaphore.key("there", "login_password", "not a secret at all", project);
        semaphore.set(there, "source_storage_type", "vault");

        JsonNode answer = found();

        assertThat(answer.path("verdict").asText()).isEqualTo("Fine");
        assertThat(text(answer)).contains("1 row not sealed here").doesNotContain("\"there\"");
    }

    @Test
    void whereEverythingOpensItSaysSo() throws Exception {
        String now = newKey();
        keep("environment", "", now);
        long project = semaphore.project("Web");
        sealed("one", now, project);
        semaphore.key("two", "string", SemaphoreLayout.seal(now, "a token"), project);
        semaphore.key("three", "none", null, project);

        JsonNode answer = found();

        assertThat(answer.path("verdict").asText()).isEqualTo("Fine");
        assertThat(text(answer)).contains("every key opens, 2 rows");
    }

    @Test
    void whoDependsOnARowIsNamedAndAWebhookIsNeverToBeEmptied() throws Exception {
        String lost = newKey();
        keep("environment", "", newKey());
        long project = semaphore.project("Web");
        long git = sealed("git", lost, project);
        long hook = sealed("hook", lost, project);
        semaphore.repository(project, "shop", git);
        long template = semaphore.template(project, "Deploy");
        semaphore.webhook(project, template, "on push", "token", hook);

        JsonNode answer = found();

        assertThat(text(answer))
                .contains("used by repository \"shop\"")
                .contains("used by webhook \"on push\"")
                .contains("Never empty or delete it");
    }

    @Test
    void aLineOfTheLogLeadsToOneAlert() throws Exception {
        String right = newKey();
        keep("config-file", "/access_key_encryption", SemaphoreMove.config(newKey()));
        keep("environment", "", right);
        sealed("deploy", right, semaphore.project("Web"));
        KeymendFunction function = begin(Map.of());

        Invocation.ofSample(function, "semaphore-cannot-decrypt.json");
        Invocation.ofSample(function, "semaphore-cannot-decrypt.json");

        assertThat(stack.sns().deliveries("email"))
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert.text())
                                .contains("has the wrong key")
                                .contains("in /ecs/semaphore, the first of 3 lines"));
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("announced before");
    }

    @Test
    void lookingChangesNothing() throws Exception {
        String lost = newKey();
        keep("environment", "", newKey());
        sealed("deploy", lost, semaphore.project("Web"));
        Map<Long, String> before = semaphore.secrets();

        found();

        assertThat(semaphore.secrets()).isEqualTo(before);
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("mend");
    }

    @Test
    void aTableThatCannotBeReadIsNeverFine() throws Exception {
        keep("environment", "", newKey());
        semaphore.sql("ALTER TABLE access_key RENAME TO access_key_of_old");

        assertThat(found().path("verdict").asText()).isEqualTo("Unclear");
    }
}
