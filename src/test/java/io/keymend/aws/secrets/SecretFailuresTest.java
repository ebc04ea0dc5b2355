package io.keymend.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.aws.CannedAnswers;
import io.keymend.aws.OpenClients;
import io.keymend.doctor.KeySource.Found;
import io.keymend.install.OwnKey;
import io.keymend.json.Json;
import io.keymend.localaws.Fault;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What cannot be read is noted with what to do, and the rest is there.
final class SecretFailuresTest extends KeySourceFixture {
    @Test
    void aSecretThatMayNotBeReadIsNotedAndTheOthersAreThere() {
        String decoy = key();
        secrets.createSecret(KEY_SECRET, key());
        create(CONFIG_SECRET, decoy);

        Found found = read(environment(""), config(""));

        assertThat(found.inUseKnown()).as("the variable's key was not read").isFalse();
        assertThat(found.ring().refsInUse()).isEmpty();
        assertThat(knownIds(found)).containsExactly(id(decoy));
        assertThat(found.notes())
                .containsExactly(
                        "semaphore/access-key: its versions could not be listed, so only its"
                                + " labels AWSCURRENT and AWSPREVIOUS were tried; give Keymend's"
                                + " role secretsmanager:ListSecretVersionIds on "
                                + KEY_SECRET
                                + " (the template's parameter OwnKeySecretArns does)",
                        "AWSCURRENT of semaphore/access-key: it could not be read; give Keymend's"
                                + " role secretsmanager:GetSecretValue on "
                                + KEY_SECRET
                                + " (the template's parameter OwnKeySecretArns does)");
    }

    @Test
    void whereVersionsMayNotBeListedTheLabelledOnesAreRead() {
        String previous = key();
        String current = key();
        secrets.createSecret(KEY_SECRET, previous);
        secrets.putSecretValue(KEY_SECRET, current);
        secrets.allow(ROLE, KEY_SECRET, "secretsmanager:GetSecretValue");

        Found found = read(environment(""));

        assertThat(inUse(found)).containsExactly(id(current));
        assertThat(knownIds(found)).containsExactly(id(previous));
        assertThat(found.inUseKnown()).isTrue();
        assertThat(found.notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("ListSecretVersionIds"));
    }

    @Test
    void aNewSecretThatMayNotBeListedHasNoPreviousVersionToMiss() {
        secrets.createSecret(KEY_SECRET, key());
        secrets.allow(ROLE, KEY_SECRET, "secretsmanager:GetSecretValue");

        assertThat(read(environment("")).notes()).hasSize(1);
    }

    @Test
    void aSecretThatIsNotThereIsNoted() {
        secrets.allow(ROLE, "*");

        Found found = read(environment(""));

        assertThat(found.inUseKnown()).isFalse();
        assertThat(found.notes())
                .containsExactly(
                        "semaphore/access-key: there is no such secret in its Region: it was"
                                + " deleted, or the install is recorded with a wrong ARN");
    }

    @Test
    void aSecretMarkedForDeletionNamesTheCommandThatBringsItBack() {
        create(KEY_SECRET, key());
        secrets.deleteSecret(KEY_SECRET);

        assertThat(read(environment("")).notes())
                .singleElement()
                .satisfies(note ->
                        assertThat(note)
                                .contains("marked for deletion")
                                .endsWith("restore-secret --secret-id " + KEY_SECRET));
    }

    @Test
    void aVersionThatKmsRefusesIsNotedAndTheOthersAreRead() {
        String previous = key();
        create(KEY_SECRET, previous);
        String version = secrets.putSecretValue(KEY_SECRET, key());
        secrets.refuseByKms(KEY_SECRET, version);

        Found found = read(environment(""));

        assertThat(found.inUseKnown()).isFalse();
        assertThat(knownIds(found)).containsExactly(id(previous));
        assertThat(found.notes())
                .singleElement()
                .satisfies(note ->
                        assertThat(note)
                                .startsWith("AWSCURRENT (" + version.substring(0, 8) + ")")
                                .contains("kms:Decrypt", "kms:ViaService"));
    }

    @Test
    void aSecretNamedAfterKmsIsNotTakenForARefusalByIt() {
        String named = secret("semaphore/KMS-AbCdEf");
        secrets.createSecret(named, key());
        secrets.allow(ROLE, named, "secretsmanager:ListSecretVersionIds");

        assertThat(read(place(OwnKey.As.ENVIRONMENT, named, "")).notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("secretsmanager:GetSecretValue"));
    }

    @Test
    void aVersionThatWentInTheMeantimeIsNoted() {
        create(KEY_SECRET, key());
        secrets.putSecretValue(KEY_SECRET, key());
        secrets.faults().next("GetSecretValue", new Fault.Slow(Duration.ZERO));
        secrets.faults()
                .next(
                        "GetSecretValue",
                        new Fault.Refused(400, "ResourceNotFoundException", "not found"));

        Found found = read(environment(""));

        assertThat(found.inUseKnown()).isTrue();
        assertThat(found.notes())
                .singleElement()
                .satisfies(note ->
                        assertThat(note)
                                .startsWith("AWSPREVIOUS (")
                                .endsWith("it holds no value, or was deleted in the meantime"));
    }

    @Test
    void aKeyThatIsDisabledIsNoted() {
        create(KEY_SECRET, key());
        secrets.faults()
                .next("GetSecretValue", new Fault.Refused(400, "DecryptionFailure", "disabled"));

        assertThat(read(environment("")).notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("see that the key is enabled"));
    }

    @Test
    void anotherRefusalIsToldInItsOwnWords() {
        create(KEY_SECRET, key());
        secrets.faults()
                .next(
                        "GetSecretValue",
                        new Fault.Refused(400, "InvalidParameterException", "no such thing"));

        assertThat(read(environment("")).notes())
                .singleElement()
                .satisfies(note ->
                        assertThat(note)
                                .endsWith(
                                        "it could not be read (InvalidParameterException:"
                                                + " no such thing)"));
    }

    @Test
    void aPassingFaultIsTriedAgain() {
        String key = key();
        create(KEY_SECRET, key);
        secrets.faults().next("GetSecretValue", new Fault.CutAfter());
        secrets.faults().next("ListSecretVersionIds", new Fault.CutBefore());

        Found found = read(environment(""));

        assertThat(inUse(found)).containsExactly(id(key));
        assertThat(found.notes()).isEmpty();
    }

    @Test
    void anAnswerThatCannotBeUnderstoodIsNotRepeated() {
        String key = key();
        for (String body :
                List.of(
                        "{\"SecretString\":" + key,
                        key,
                        "{\"SecretString\":[\"" + key + "\"],\"Versions\":\"" + key + "\"}",
                        "{\"SecretBinary\":\"!" + key + "\"}",
                        "{\"Versions\":[{\"VersionId\":\""
                                + "v".repeat(32)
                                + "\"}],\"x\":"
                                + key)) {
            try (CannedAnswers odd = new CannedAnswers(200, body)) {
                Found found =
                        new SecretsManagerKeys(OpenClients.secrets(odd.clients()), new Json())
                                .keys(new OwnKey(List.of(environment("")), Optional.empty()));
                assertThat(found.notes()).as(body).isNotEmpty();
                assertThat(found.notes().toString()).doesNotContain(key.substring(0, 8));
                assertThat(found.inUseKnown()).as(body).isFalse();
                found.close();
            }
        }
    }
}
