package io.keymend.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.aead.KeyRef;
import io.keymend.aead.KeyUse;
import io.keymend.aead.Origin;
import io.keymend.doctor.KeySource.Found;
import io.keymend.install.OwnKey.As;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Which versions are read, what they are called, and which of them Semaphore has.
final class SecretsManagerKeysTest extends KeySourceFixture {
    @Test
    void everyVersionIsAKeyAndTheCurrentOneIsInUse() {
        String oldest = key();
        String older = key();
        String current = key();
        create(KEY_SECRET, oldest);
        now = now.plus(Duration.ofDays(1));
        secrets.putSecretValue(KEY_SECRET, older);
        now = now.plus(Duration.ofDays(1));
        secrets.putSecretValue(KEY_SECRET, current);

        Found found = read(environment(""));

        assertThat(found.inUseKnown()).isTrue();
        assertThat(found.notes()).isEmpty();
        assertThat(inUse(found)).containsExactly(id(current));
        assertThat(knownIds(found)).containsExactly(id(older), id(oldest));
        assertThat(found.ring().refsInUse())
                .extracting(KeyRef::origin)
                .containsExactly(Origin.ENVIRONMENT);
        assertThat(known(found)).extracting(KeyRef::origin).containsOnly(Origin.KEPT);
        assertThat(found.ring().refsOfOthers()).filteredOn(KeyRef::published).isNotEmpty();
    }

    @Test
    void aNameSaysWhichVersionOfWhichSecretAndNoMore() {
        String first = create(KEY_SECRET, key());
        String second = secrets.putSecretValue(KEY_SECRET, key());
        String blue = secrets.putSecretValue(KEY_SECRET, key(), "blue", "AWSPENDING");
        String bare = secrets.putSecretValue(KEY_SECRET, key(), "green");
        secrets.dropStage(KEY_SECRET, "green");

        Found found = read(environment(""));

        assertThat(found.ring().refsInUse())
                .extracting(KeyRef::name)
                .containsExactly("AWSCURRENT of semaphore/access-key (" + start(second) + ")");
        assertThat(known(found))
                .extracting(KeyRef::name)
                .containsExactly(
                        "AWSPREVIOUS of semaphore/access-key (" + start(first) + ")",
                        "AWSPENDING, blue of semaphore/access-key (" + start(blue) + ")",
                        "version of 2026-11-19 of semaphore/access-key (" + start(bare) + ")");
    }

    private static String start(String versionId) {
        return versionId.substring(0, 8);
    }

    @Test
    void theSameKeyInSeveralVersionsIsKeptOnce() {
        String key = key();
        String other = key();
        create(KEY_SECRET, other);
        secrets.putSecretValue(KEY_SECRET, other, "again");
        secrets.putSecretValue(KEY_SECRET, key);
        secrets.putSecretValue(KEY_SECRET, key, "copy");

        Found found = read(environment(""));

        assertThat(inUse(found)).containsExactly(id(key));
        assertThat(knownIds(found)).containsExactly(id(other));
    }

    @Test
    void aVariableHidesTheKeyOfTheConfigFile() {
        String variable = key();
        String decoy = key();
        create(KEY_SECRET, variable);
        create(CONFIG_SECRET, "{\"access_key_encryption\":\"" + decoy + "\"}");

        Found found = read(environment(""), config("/access_key_encryption"));

        assertThat(inUse(found)).containsExactly(id(variable));
        assertThat(known(found))
                .singleElement()
                .satisfies(key -> assertThat(key.keyId()).isEqualTo(id(decoy)))
                .satisfies(key -> assertThat(key.origin()).isEqualTo(Origin.CONFIG_FILE))
                .satisfies(key ->
                        assertThat(key.name())
                                .startsWith("AWSCURRENT of semaphore/config (")
                                .endsWith("access_key_encryption"));
        assertThat(found.inUseKnown()).isTrue();
    }

    /// Nobody sees from outside whether the process has its variable, so the record says it.
    @Test
    void theFileCountsWhereItIsRecordedBeforeTheVariable() {
        String left = key();
        String decoy = key();
        create(KEY_SECRET, left);
        create(CONFIG_SECRET, "{\"access_key_encryption\":\"" + decoy + "\"}");

        Found found = read(config(""), environment(""));

        assertThat(inUse(found)).containsExactly(id(decoy));
        assertThat(known(found))
                .singleElement()
                .satisfies(key -> assertThat(key.keyId()).isEqualTo(id(left)))
                .satisfies(key -> assertThat(key.origin()).isEqualTo(Origin.ENVIRONMENT));
    }

    @Test
    void withoutAVariableTheConfigFilesKeyIsInUse() {
        String key = key();
        create(CONFIG_SECRET, "{\"access_key_encryption\":\"" + key + "\"}");

        Found found = read(config(""));

        assertThat(inUse(found)).containsExactly(id(key));
        assertThat(found.ring().refsInUse().getFirst().origin()).isEqualTo(Origin.CONFIG_FILE);
        assertThat(found.inUseKnown()).isTrue();
    }

    @Test
    void anEmptyVariableSwitchesEncryptionOffWhateverTheConfigFileHas() {
        String decoy = key();
        create(KEY_SECRET, "{\"SEMAPHORE_ACCESS_KEY_ENCRYPTION\":\"\"}");
        create(CONFIG_SECRET, "{\"access_key_encryption\":\"" + decoy + "\"}");

        Found found = read(environment(""), config(""));

        assertThat(found.ring().use()).isEqualTo(KeyUse.NOT_SET);
        assertThat(found.inUseKnown()).isTrue();
        assertThat(knownIds(found)).containsExactly(id(decoy));
        assertThat(found.notes())
                .singleElement()
                .satisfies(note ->
                        assertThat(note)
                                .startsWith("semaphore/access-key: the variable")
                                .contains("switches encryption off"));
    }

    @Test
    void anEmptyKeyInTheConfigFileSwitchesEncryptionOff() {
        create(CONFIG_SECRET, "{\"access_key_encryption\":\"\"}");

        Found found = read(config("/access_key_encryption"));

        assertThat(found.ring().use()).isEqualTo(KeyUse.NOT_SET);
        assertThat(found.inUseKnown()).isTrue();
        assertThat(found.notes())
                .containsExactly(
                        "semaphore/config: the config file's key is empty, which switches"
                                + " encryption off");
    }

    @Test
    void aCopyFromBeforeIsKnownAndNeverInUse() {
        String variable = key();
        String copy = key();
        create(KEY_SECRET, variable);
        create(CONFIG_SECRET, copy);

        Found found = read(place(As.KEPT, CONFIG_SECRET, ""), environment(""));

        assertThat(inUse(found)).containsExactly(id(variable));
        assertThat(known(found))
                .singleElement()
                .satisfies(key -> assertThat(key.keyId()).isEqualTo(id(copy)))
                .satisfies(key -> assertThat(key.origin()).isEqualTo(Origin.KEPT));
    }

    @Test
    void whereNothingIsInUseOnRecordItIsNotKnown() {
        create(KEY_SECRET, key());

        Found found = read(place(As.KEPT, KEY_SECRET, ""));

        assertThat(found.inUseKnown()).isFalse();
        assertThat(found.ring().refsInUse()).isEmpty();
        assertThat(known(found)).hasSize(1);
        assertThat(found.notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("so is every other place"));
    }

    @Test
    void bytesAreTakenAsTheText() {
        String key = key();
        create(KEY_SECRET, key());
        secrets.putSecretBinary(KEY_SECRET, key.getBytes(StandardCharsets.UTF_8));

        assertThat(inUse(read(environment("")))).containsExactly(id(key));
    }

    @Test
    void aSecretThatIsTwoPlacesIsReadOnce() {
        String variable = key();
        String file = key();
        create(KEY_SECRET, "{\"env\":\"" + variable + "\",\"file\":[\"" + file + "\"]}");

        Found found = read(environment("/env"), place(As.CONFIG_FILE, KEY_SECRET, "/file/0"));

        assertThat(inUse(found)).containsExactly(id(variable));
        assertThat(knownIds(found)).containsExactly(id(file));
        assertThat(secrets.count("GetSecretValue")).isEqualTo(1);
        assertThat(secrets.count("ListSecretVersionIds")).isEqualTo(1);
    }

    @Test
    void aSecretIsReadInItsOwnRegion() {
        String there = KEY_SECRET.replace("eu-west-1", "eu-central-1");
        String key = key();
        create(there, key);

        assertThat(inUse(read(place(As.ENVIRONMENT, there, "")))).containsExactly(id(key));
    }

    @Test
    void everyPageOfVersionsIsRead() {
        create(KEY_SECRET, key());
        for (int i = 0; i < 8; i++) {
            secrets.putSecretValue(KEY_SECRET, key(), "label" + i);
        }
        secrets.pagesOf(2);

        Found found = read(environment(""));

        assertThat(known(found)).hasSize(8);
        assertThat(secrets.count("ListSecretVersionIds")).isEqualTo(5);
        assertThat(found.notes()).isEmpty();
    }

    @Test
    void ofTooManyVersionsTheOldestWithoutALabelAreLeft() {
        String first = key();
        create(KEY_SECRET, first);
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 102; i++) {
            now = now.plusSeconds(60);
            newestFirst.addFirst(key());
            secrets.putSecretValue(KEY_SECRET, newestFirst.getFirst(), "moving");
        }

        Found found = read(environment(""));

        assertThat(inUse(found)).containsExactly(id(first));
        assertThat(knownIds(found))
                .isEqualTo(newestFirst.stream().limit(99).map(KeySourceFixture::id).toList());
        assertThat(secrets.count("GetSecretValue")).isEqualTo(100);
        assertThat(found.notes())
                .containsExactly(
                        "semaphore/access-key: of its 103 versions the newest 100 were read");
    }

    @Test
    void aKeyIsClearedWhenTheKeysAreClosed() {
        create(KEY_SECRET, key());
        Found found = read(environment(""));
        assertThat(found.ring().use()).isEqualTo(KeyUse.SET);

        found.close();

        assertThat(found.ring().use()).isEqualTo(KeyUse.UNUSABLE);
    }
}
